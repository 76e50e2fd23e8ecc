package io.dromedary.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RedissonClient;

/** Against a server that speaks only TLS and asks for the certificate of its client. */
class RedisTlsTest {
  private static final String PASSWORD = "changeit";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    generateKeys();
    String bundled = RedisExecutable.find(folder.resolve("bin"), 0).path().toString();
    Optional<TestServer> started = startTls(bundled).or(() -> startTls("redis-server"));
    if (System.getenv("CI") == null) {
      assumeTrue(
          started.isPresent(),
          "neither the bundled Redis nor a redis-server on the PATH speaks TLS here");
    }
    server = started.orElseThrow();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void connectsWithACertificateOfItsOwn() {
    RedissonClient client = open("localhost", "truststore=%s&" + identity());
    client.getBucket("key").set("value");
    assertThat(client.getBucket("key").get()).isEqualTo("value");
    client.shutdown();
  }

  @Test
  void takesThePkcs12FormOfTheTruststore() {
    RedissonClient client =
        open(
            "localhost",
            "truststore=%s&truststorePassword=%s&%s"
                .formatted(folder.resolve("keys.p12"), PASSWORD, identity()));
    assertThat(client.getKeys().count()).isNotNegative();
    client.shutdown();
  }

  @Test
  void refusesAServerThatNobodyVouchesFor() {
    assertThatThrownBy(() -> open("localhost", identity()))
        .isInstanceOf(RedisUnavailableException.class)
        .hasMessageContaining("certification path")
        .hasMessageNotContaining(PASSWORD);
  }

  @Test
  void refusesACertificateForAnotherHostUnlessToldOtherwise() {
    String options = "truststore=%s&" + identity();
    assertThatThrownBy(() -> open("127.0.0.1", options))
        .isInstanceOf(RedisUnavailableException.class)
        .hasMessageContaining("127.0.0.1");

    RedissonClient client = open("127.0.0.1", options + "&verifyHostname=false");
    assertThat(client.getKeys().count()).isNotNegative();
    client.shutdown();
  }

  @Test
  void namesAFileThatCannotBeRead() {
    assertThatThrownBy(() -> open("localhost", "truststore=/missing/ca.pem"))
        .isInstanceOf(RedisUnavailableException.class)
        .hasMessageContaining("truststore /missing/ca.pem of redis.url cannot be read");
  }

  private static RedissonClient open(String host, String options) {
    String url =
        "rediss://%s:%d?%s"
            .formatted(host, server.port(), options.formatted(folder.resolve("own.pem")));
    return RedisConnection.open(RedisSettings.parse(url), PATIENCE);
  }

  private static String identity() {
    return "keystore=%s&keystorePassword=%s".formatted(folder.resolve("keys.p12"), PASSWORD);
  }

  private static Optional<TestServer> startTls(String executable) {
    int port = TestServer.freePort();
    List<String> command = new ArrayList<>(List.of(executable, "--port", "0", "--save", ""));
    command.addAll(List.of("--bind", "127.0.0.1", "--tls-port", Integer.toString(port)));
    command.addAll(List.of("--tls-cert-file", folder.resolve("own.pem").toString()));
    command.addAll(List.of("--tls-ca-cert-file", folder.resolve("own.pem").toString()));
    command.addAll(List.of("--tls-key-file", folder.resolve("key.pem").toString()));
    try {
      TestServer candidate = TestServer.launch(port, command);
      // A server without TLS does not know the options and ends at once.
      return candidate.process().waitFor(500, TimeUnit.MILLISECONDS)
          ? Optional.empty()
          : Optional.of(candidate);
    } catch (UncheckedIOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void generateKeys()
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("keys.p12");
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of("-genkeypair", "-alias", "own", "-keyalg", "RSA"));
    command.addAll(List.of("-dname", "CN=localhost", "-ext", "SAN=dns:localhost"));
    command.addAll(List.of("-ext", "BC=ca:true"));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store.toString()));
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    assertThat(keytool.waitFor()).isZero();

    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    writePem("own.pem", "CERTIFICATE", keys.getCertificate("own").getEncoded());
    writePem("key.pem", "PRIVATE KEY", keys.getKey("own", PASSWORD.toCharArray()).getEncoded());
  }

  private static void writePem(String name, String label, byte[] content) throws IOException {
    String base64 = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, base64, label));
  }
}
