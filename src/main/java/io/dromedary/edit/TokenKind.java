package io.dromedary.edit;

/** What a token of a condition or an order is. */
enum TokenKind {
  NAME,
  QUOTED_NAME,
  TEXT,
  NUMBER,
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL,
  LEFT_PARENTHESIS,
  RIGHT_PARENTHESIS,
  COMMA,
  MINUS,
  AND,
  OR,
  NOT,
  IN,
  BETWEEN,
  IS,
  NULL,
  TRUE,
  FALSE,
  /** The word DATE before a text; anywhere else it is a name. */
  DATE,
  END,
  /** Anything that belongs to no condition. */
  UNKNOWN
}
