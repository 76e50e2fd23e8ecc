package io.dromedary.writer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dromedary.edit.Json;
import io.dromedary.sheet.CellVersion;
import io.dromedary.sheet.SheetChange;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an edit did to the cells of sheets, as the database keeps it: for each sheet {@code [number,
 * name, cells]}, for each cell that was written {@code [number, result, name, value, externals]},
 * and for each that only has another result {@code [number, result]}.
 */
final class CellImage {
  private CellImage() {}

  /** The stored form, or null if there are no changes. */
  static String encode(List<SheetChange> changes) {
    if (changes.isEmpty()) {
      return null;
    }
    StringWriter out = new StringWriter();
    try (JsonGenerator json = Json.mapper().createGenerator(out)) {
      json.writeStartArray();
      for (SheetChange change : changes) {
        json.writeStartArray();
        json.writeNumber(change.number());
        json.writeString(change.sheet());
        json.writeStartArray();
        for (CellVersion cell : change.cells()) {
          write(cell, json);
        }
        json.writeEndArray();
        json.writeEndArray();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void write(CellVersion cell, JsonGenerator json) throws IOException {
    json.writeStartArray();
    json.writeNumber(cell.number());
    json.writeString(cell.result());
    if (cell.written()) {
      json.writeString(cell.name());
      json.writeString(cell.value());
      json.writeString(cell.externals());
    }
    json.writeEndArray();
  }

  /** Reads the stored form; a cell that has only another result has no name and no value there. */
  static List<SheetChange> decode(String image) {
    List<SheetChange> changes = new ArrayList<>();
    try (JsonParser json = Json.mapper().createParser(image)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_ARRAY) {
        int number = json.nextIntValue(0);
        String name = json.nextTextValue();
        json.nextToken();
        List<CellVersion> cells = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_ARRAY) {
          cells.add(cell(json));
        }
        changes.add(new SheetChange(name, number, cells));
        json.nextToken();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return changes;
  }

  private static CellVersion cell(JsonParser json) throws IOException {
    int number = json.nextIntValue(0);
    String result = json.nextTextValue();
    if (json.nextToken() == JsonToken.END_ARRAY) {
      return new CellVersion(number, null, null, result, null, false);
    }
    String name = json.getText();
    CellVersion cell =
        new CellVersion(number, name, json.nextTextValue(), result, json.nextTextValue(), true);
    json.nextToken();
    return cell;
  }
}
