package io.dromedary.reload;

/** A bean that a route file can make. */
public final class Word {
  private String text;

  public void setText(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
