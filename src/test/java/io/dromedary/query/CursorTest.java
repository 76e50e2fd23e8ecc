package io.dromedary.query;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CursorTest {
  @Property
  void aCursorIsReadAsItWasWritten(
      @ForAll Cursor.Kind kind, @ForAll @LongRange(min = 0) long position, @ForAll String query) {
    Cursor cursor = new Cursor(kind, position);

    assertThat(Cursor.decode(cursor.encode(query), query)).contains(cursor);
  }

  @Property
  void arbitraryTextIsNoCursor(@ForAll String text) {
    assertThat(Cursor.decode(text, "query")).isEmpty();
  }

  @Test
  void theCursorOfAnotherQueryIsNone() {
    String text = new Cursor(Cursor.Kind.OFFSET, 5).encode("sales");

    assertThat(Cursor.decode(text, "sales2")).isEmpty();
  }
}
