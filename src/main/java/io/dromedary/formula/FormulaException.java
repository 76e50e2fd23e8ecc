package io.dromedary.formula;

/** A text is no formula. The message is the reason, for a person. */
public final class FormulaException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;

  /**
   * Creates one.
   *
   * @param reason what is wrong and what would be right, without a full stop
   * @param position the offset in the text, with its {@code =}, of what is wrong
   */
  public FormulaException(String reason, int position) {
    super(reason);
    this.position = position;
  }

  /** What is wrong and what would be right. */
  public String reason() {
    return getMessage();
  }

  /** The offset in the text, with its {@code =}, of what is wrong. */
  public int position() {
    return position;
  }
}
