package io.dromedary.web;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/** The contract of the HTTP interface, as it stands in the folder of routes. Thread-safe. */
public final class ContractFile {
  private static final String NAME = "openapi.yaml";

  private final Path file;

  /** The contract in a folder of routes. */
  public ContractFile(Path routes) {
    this.file = requireNonNull(routes, "routes is null").resolve(NAME);
  }

  /**
   * Answers with the document as it is now, or 304 if the client has it.
   *
   * @throws io.dromedary.edit.ProblemException NOT_FOUND if the operator has removed it
   */
  public void answer(@Header("If-None-Match") String known, Exchange exchange) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw Problem.of(ProblemType.NOT_FOUND, "The folder of routes has no " + NAME + ".")
          .asException();
    }
    WebFile.of(NAME, content).answer(known, exchange);
  }
}
