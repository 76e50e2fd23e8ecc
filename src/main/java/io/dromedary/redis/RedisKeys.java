package io.dromedary.redis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Reads the files of {@link RedisTls}. */
final class RedisKeys {
  private RedisKeys() {}

  static TrustManagerFactory trustManagers(RedisTls.Store store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(isPem(store) ? pem(store) : keyStore(store));
      return factory;
    } catch (GeneralSecurityException | IOException e) {
      throw unreadable("truststore", store, e);
    }
  }

  static KeyManagerFactory keyManagers(RedisTls.Store store) {
    try {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keyStore(store), store.password().toCharArray());
      return factory;
    } catch (GeneralSecurityException | IOException e) {
      throw unreadable("keystore", store, e);
    }
  }

  private static RedisUnavailableException unreadable(
      String parameter, RedisTls.Store store, Exception e) {
    return new RedisUnavailableException(
        "the %s %s of redis.url cannot be read: %s".formatted(parameter, store, e.getMessage()), e);
  }

  private static boolean isPem(RedisTls.Store store) {
    String name = store.path().toString();
    return name.endsWith(".pem") || name.endsWith(".crt");
  }

  private static KeyStore keyStore(RedisTls.Store store)
      throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(store.path().toFile(), store.password().toCharArray());
  }

  private static KeyStore pem(RedisTls.Store store) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
    keys.load(null, null);
    try (InputStream input = new BufferedInputStream(Files.newInputStream(store.path()))) {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(input)) {
        keys.setCertificateEntry("certificate-" + keys.size(), certificate);
      }
    }
    if (keys.size() == 0) {
      throw new IOException("it has no certificate");
    }
    return keys;
  }
}
