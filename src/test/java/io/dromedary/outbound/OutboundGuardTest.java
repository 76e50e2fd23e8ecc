package io.dromedary.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.settings.SettingValues;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundGuardTest {
  private final OutboundGuard guard = OutboundGuard.allowing("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.255.0.9:8080/x?y=z",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://100.64.0.1/",
        "http://100.127.255.255/",
        "http://169.254.169.254/latest/meta-data",
        "https://172.31.255.255/",
        "http://192.168.0.1/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::]/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a00:1]/",
        "http://[::127.0.0.1]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[fd12:3456::1]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "http://[2002:7f00:1::]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://[64:ff9b:1::1]/",
        "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
        "http://[2001:db8::1]/",
        "http://localhost/",
        "http://LOCALHOST.:8080/",
        "http://db.localhost/"
      })
  void anAddressThatIsNotPublicIsRefused(String url) {
    assertThat(refusal(url)).isEqualTo(ProblemType.FORBIDDEN_ADDRESS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org",
        "//example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http:///path",
        "http:example.org",
        "http://user:password@example.org/",
        "http://example.org:0/",
        "http://example.org:70000/",
        "http://example.org/{{redis.url}}",
        "http://exa mple.org/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.256/",
        "http://127.0.0.1./"
      })
  void whatIsNoPlainUrlIsRefused(String url) {
    assertThat(refusal(url)).isEqualTo(ProblemType.MALFORMED_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org",
        "HTTPS://example.org:8443/a%2Fb?c=%2B&d",
        "http://8.8.8.8/",
        "http://100.128.0.1/",
        "http://172.32.0.1/",
        "http://[2606:4700::1111]/",
        "http://[64:ff9b::8.8.8.8]/",
        "http://1.example/"
      })
  void aPublicAddressAndANamePass(String url) {
    assertThat(guard.check(url)).isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @CsvSource({
    "*, http://10.0.0.1/",
    "10.0.0.1, http://10.0.0.1:99/",
    "10.0.0.1:99, http://10.0.0.1:99/",
    "10.0.0.0/8, http://10.9.8.7/",
    "[::1]:80, http://[::1]/",
    "fc00::/7, https://[fd00::1]/",
    "localhost, http://LocalHost:1/",
    "localhost:8080, http://localhost:8080/",
    "127.0.0.1, http://localhost/",
  })
  void theOperatorAllowsAnAddress(String allowed, String url) {
    assertThat(OutboundGuard.allowing("example.com, " + allowed).check(url))
        .isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1:99, http://10.0.0.1/",
    "10.0.0.0/31, http://10.0.0.2/",
    "localhost:8080, http://localhost/",
    "localhost, http://127.0.0.1/",
    "::1, http://127.0.0.1/",
  })
  void whatIsAllowedAllowsNothingElse(String allowed, String url) {
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class, () -> OutboundGuard.allowing(allowed).check(url));

    assertThat(refused.problem().type()).isEqualTo(ProblemType.FORBIDDEN_ADDRESS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a", "10.0.0.0/33", "a b", "127.1", "a:b:c"})
  void aListThatCannotBeReadIsRefused(String list) {
    Map<String, String> texts = Map.of("dromedary.webhooks.allow", "localhost, " + list);

    assertThatThrownBy(() -> SettingValues.of(List.of(OutboundSetup.SETTINGS), texts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dromedary.webhooks.allow is")
        .hasMessageContaining("it must be host names, host:port,")
        .hasMessageEndingWith("'%s' is none of these".formatted(list));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "2130706433",
        "127.1",
        "0x7f.1",
        "0177.0.0.1",
        "::1",
        "::ffff:127.0.0.1"
      })
  void aForbiddenAddressInWhateverFormIsRefusedWhenItIsCalled(String host) {
    Throwable refused = catchThrowable(() -> guard.resolve(host, 80));

    // An odd form is no host for us, whatever the system would make of it.
    assertThat(refused)
        .isNotNull()
        .isInstanceOfAny(ProblemException.class, UnknownHostException.class);
  }

  @Test
  void aUrlThatIsTooLongIsRefused() {
    assertThat(refusal("http://example.org/" + "x".repeat(OutboundGuard.MAX_URL)))
        .isEqualTo(ProblemType.MALFORMED_REQUEST);
  }

  private ProblemType refusal(String url) {
    return catchThrowableOfType(ProblemException.class, () -> guard.check(url)).problem().type();
  }
}
