package io.dromedary;

/** Starts Camel. */
public final class Dromedary {
  private Dromedary() {}

  public static void main(String[] args) {}
}
