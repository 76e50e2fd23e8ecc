package io.dromedary.formula;

/** What a token of a formula is. */
enum TokenKind {
  NUMBER,
  NAME,
  QUOTED_NAME,
  TEXT,
  /** A name and the parenthesis after it. */
  CALL,
  LEFT_PARENTHESIS,
  RIGHT_PARENTHESIS,
  /** Only within a call; elsewhere a comma is a part of a name. */
  COMMA,
  OPERATOR,
  END
}
