package io.dromedary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lints the contract with Redocly, by the rules of {@code .ci/redocly.yaml}. */
class ContractLintTest {
  private static final Path LINTER =
      Path.of(".ci/node_modules/@redocly/cli/bin/cli.js").toAbsolutePath();
  private static final Path CONTRACT = Path.of("routes/openapi.yaml");
  private static final int PATIENCE_SECONDS = 120;

  private record Result(int status, String output) {}

  @BeforeAll
  static void requireInstalled() {
    boolean installed = Files.exists(LINTER);
    String message = "The contract is linted by Redocly; install it with: npm ci --prefix .ci";
    if (!installed && "true".equals(System.getenv("CI"))) {
      fail(message);
    }
    assumeTrue(installed, message);
  }

  @Test
  void theContractHasNoFault() throws Exception {
    Result result = lint(CONTRACT);

    assertThat(result.status()).as(result.output()).isZero();
  }

  @Test
  void aContractWithAFaultIsRefused(@TempDir Path folder) throws Exception {
    Path broken = folder.resolve("openapi.yaml");
    Files.writeString(
        broken,
        Files.readString(CONTRACT)
            .replace("operationId: tables", "operationId: cubes")
            .replace("minimum: 0", "minimum: none"));

    Result result = lint(broken);

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).contains("operation-operationId-unique", "minimum");
  }

  private static Result lint(Path contract) throws IOException, InterruptedException {
    ProcessBuilder linter =
        new ProcessBuilder(
            "node", LINTER.toString(), "lint", "--config=.ci/redocly.yaml", contract.toString());
    // It would ask its maker for newer versions, and tell him of this one.
    linter.environment().put("REDOCLY_TELEMETRY", "off");
    linter.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    Process process = linter.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output);
  }
}
