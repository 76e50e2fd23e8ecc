package io.dromedary.edit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditTypesTest {
  private static final String TABLE_EDIT =
      "\"table\":\"sales\",\"column\":\"quantity\",\"value\":1,\"condition\":\"\"";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{%s}",
        "{\"type\":\"update_cell\",%s}",
        "{%s,\"type\":\"update_cell\"}",
        "{ \"user\":\"x\",%s}",
        "{\"data\":{%s}}"
      })
  void anEditOfATableIsKnownInWhateverFormItStands(String form) {
    String entry = form.formatted(TABLE_EDIT);

    assertThat(EditRequest.read(Json.read(entry))).isInstanceOf(TableEdit.class);
    assertThat(EditTypes.of(entry)).isEqualTo("update_cell");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"delete_sheet\",\"sheet\":\"a\"}",
        "{\"sheet\":\"a\",\"type\":\"delete_sheet\"}",
        "{\"data\":{\"type\":\"delete_sheet\",\"sheet\":\"a\"}}"
      })
  void likewiseAnEditOfASheet(String entry) {
    assertThat(EditRequest.read(Json.read(entry))).isInstanceOf(SheetEdit.DeleteSheet.class);
    assertThat(EditTypes.of(entry)).isEqualTo("delete_sheet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "7", "{\"type\":\"", "{\"type\":\"none\"}", "{\"type\":[]}"})
  void anythingElseIsOther(String entry) {
    assertThat(EditTypes.of(entry)).isEqualTo(EditTypes.OTHER);
  }

  @Test
  void everyTypeIsFoundInWhatThisProgramWrites() {
    assertThat(EditTypes.ALL)
        .hasSize(8)
        .allSatisfy(
            type ->
                assertThat(EditTypes.of("{\"type\":\"%s\",\"sheet\":\"a\"}".formatted(type)))
                    .isEqualTo(type));
  }
}
