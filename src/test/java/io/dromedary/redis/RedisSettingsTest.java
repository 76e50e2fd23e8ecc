package io.dromedary.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.settings.SettingValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          redis://localhost                          | redis://localhost:6379/0
          redis://localhost:7000/                    | redis://localhost:7000/0
          redis://localhost:7000/3                   | redis://localhost:7000/3
          redis://[::1]:7000                         | redis://[::1]:7000/0
          redis://:secret@localhost                  | redis://:***@localhost:6379/0
          redis://duck:secret@localhost/1            | redis://duck:***@localhost:6379/1
          rediss://duck:secret@localhost?verifyHostname=false | rediss://duck:***@localhost:6379/0
          redis-sentinel://a,b:1/main                | redis-sentinel://a:26379,b:1/main?db=0
          redis-sentinel://u:secret@a/main?db=2      | redis-sentinel://u:***@a:26379/main?db=2
          rediss-sentinel://a/main                   | rediss-sentinel://a:26379/main?db=0
          redis-cluster://a,b:7001                   | redis-cluster://a:6379,b:7001
          rediss-cluster://u:secret@a:7000           | rediss-cluster://u:***@a:7000
          """)
  void readsEveryFormAndPrintsItWithoutThePassword(String url, String printed) {
    assertThat(RedisSettings.parse(url)).hasToString(printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          redis://u%40home:p%3Aa%2Fs%3Fs%40%25@h  | u@home | p:a/s?s@%
          redis://u:a+b:c@h                       | u      | a+b:c
          redis://u:%C3%A9@h                      | u      | é
          """)
  void decodesUserAndPassword(String url, String user, String password) {
    assertThat(RedisSettings.parse(url).credentials())
        .contains(new RedisCredentials(Optional.of(user), password));
  }

  @Test
  void readsTheOptionsOfTls() {
    RedisSettings settings =
        RedisSettings.parse(
            "rediss://h?truststore=/etc/my%20ca.pem&keystore=own.p12&keystorePassword=p%26q"
                + "&verifyHostname=false");
    assertThat(settings.tls())
        .contains(
            new RedisTls(
                Optional.of(new RedisTls.Store(Path.of("/etc/my ca.pem"), "")),
                Optional.of(new RedisTls.Store(Path.of("own.p12"), "p&q")),
                false));
  }

  @Test
  void verifiesTheHostnameUnlessToldOtherwise() {
    assertThat(RedisSettings.parse("rediss://h").tls())
        .contains(new RedisTls(Optional.empty(), Optional.empty(), true));
    assertThat(RedisSettings.parse("redis://h").tls()).isEmpty();
  }

  @Test
  void readsThePasswordOfTheSentinels() {
    assertThat(RedisSettings.parse("redis-sentinel://a/m?sentinelUser=s&sentinelPassword=t"))
        .extracting(RedisSettings::servers)
        .isEqualTo(
            new RedisServers.Sentinel(
                List.of(new RedisAddress("a", 26_379)),
                "m",
                0,
                Optional.of(new RedisCredentials(Optional.of("s"), "t"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          localhost:6379                       | it must start with redis://
          http://localhost                     | it must start with redis://
          redis://                             | the host at place 1 is missing
          redis://:secret                      | the host at place 1 is missing
          redis://user:secret                  | the port of the host at place 1
          redis://h:0                          | the port of the host at place 1
          redis://h:65536                      | the port of the host at place 1
          redis://h/one                        | the database is not a number
          redis://a,b                          | takes one host
          redis://user@h                       | the password is missing
          redis://user:@h                      | the password is empty
          redis://u:se/cret@h                  | percent-encoded
          redis://u:se@cret@h                  | percent-encoded
          redis://u:se?cret@h                  | percent-encoded
          redis://u:secret%zz@h                | a % is not followed
          redis://h?truststore=t               | is for TLS
          redis://h?secret=1                   | a query parameter is unknown
          rediss://h?verifyHostname=secret     | neither true nor false
          rediss://h?truststorePassword=secret | truststorePassword needs truststore
          rediss://h?keystore                  | has no value
          rediss://h?keystore=a&keystore=b     | given twice
          redis-sentinel://a:1                 | the name of the master is missing
          redis-sentinel://a/m?db=secret       | the database is not a number
          redis-sentinel://a/m?sentinelUser=u  | sentinelUser needs sentinelPassword
          redis-cluster://a/1                  | only the database 0
          redis-cluster://a,,b                 | the host at place 2 is missing
          """)
  void saysWhatIsWrongWithAUrlAndNeverQuotesAPassword(String url, String reason) {
    Map<String, String> texts = Map.of("redis.url", url);

    assertThatThrownBy(() -> SettingValues.of(List.of(RedisSettings.SETTINGS), texts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageStartingWith("redis.url is '***'; it must be a URL such as redis://localhost")
        .hasMessageContaining("redis-sentinel://:password@sentinel-1:26379")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("cret")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://u:secret@h",
        "rediss://h?truststore=t&truststorePassword=secret",
        "redis-sentinel://a/m?sentinelPassword=secret"
      })
  void printsNoPassword(String url) {
    RedisSettings settings = RedisSettings.parse(url);
    assertThat(settings + " " + settings.servers() + " " + settings.credentials() + settings.tls())
        .doesNotContain("secret");
  }
}
