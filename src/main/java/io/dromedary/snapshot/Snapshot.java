package io.dromedary.snapshot;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a snapshot says of itself, in its file {@code manifest.json}.
 *
 * @param name of its folder; names sort as the snapshots were made
 * @param position the last edit that it holds
 * @param created when it was made
 * @param schemaVersion the version of the program's own tables in it
 */
public record Snapshot(
    String name, EditId position, Instant created, int schemaVersion, List<Stored> files) {
  /**
   * A file of the snapshot.
   *
   * @param name in the snapshot, and in the data folder
   * @param bytes its length
   * @param sha256 of its content, in hexadecimal digits
   */
  public record Stored(String name, long bytes, String sha256) {
    public Stored {
      requireNonNull(name, "name is null");
      requireNonNull(sha256, "sha256 is null");
    }
  }

  public Snapshot {
    requireNonNull(name, "name is null");
    requireNonNull(position, "position is null");
    requireNonNull(created, "created is null");
    files = List.copyOf(files);
  }

  /** The length of all files together. */
  public long bytes() {
    return files.stream().mapToLong(Stored::bytes).sum();
  }

  /** For people: {@code {"name", "position", "created", "bytes"}}. */
  ObjectNode toDocument() {
    return Json.mapper()
        .createObjectNode()
        .put("name", name)
        .put("position", position.toString())
        .put("created", created.toString())
        .put("bytes", bytes());
  }

  String toManifest() {
    ObjectNode manifest = toDocument().put("schema_version", schemaVersion);
    for (Stored file : files) {
      manifest
          .withArray("files")
          .addObject()
          .put("name", file.name())
          .put("bytes", file.bytes())
          .put("sha256", file.sha256());
    }
    return Json.write(manifest) + "\n";
  }

  /**
   * Reads what {@link #toManifest} has written.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Snapshot parse(JsonNode manifest) {
    List<Stored> files = new ArrayList<>();
    for (JsonNode file : manifest.path("files")) {
      files.add(
          new Stored(
              file.path("name").asText(),
              file.path("bytes").asLong(),
              file.path("sha256").asText()));
    }
    try {
      return new Snapshot(
          manifest.path("name").asText(),
          EditId.parse(manifest.path("position").asText()),
          Instant.parse(manifest.path("created").asText()),
          manifest.path("schema_version").asInt(),
          files);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
