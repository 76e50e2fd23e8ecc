package io.dromedary.formula;

/**
 * How many arguments a function takes.
 *
 * @param least at least so many
 * @param most at most so many
 * @param step and a multiple of this more than {@code least}
 */
public record Arity(int least, int most, int step) {
  /** Checks the numbers. */
  public Arity {
    if (least < 0 || most < least || step < 1) {
      throw new IllegalArgumentException("least is " + least + ", most " + most + ", step " + step);
    }
  }

  /** A fixed number of arguments. */
  public static Arity exactly(int count) {
    return new Arity(count, count, 1);
  }

  /** From so many to so many. */
  public static Arity between(int least, int most) {
    return new Arity(least, most, 1);
  }

  /** So many or more. */
  public static Arity atLeast(int count) {
    return new Arity(count, Integer.MAX_VALUE, 1);
  }

  /** So many or more, in pairs. */
  public static Arity atLeastInPairs(int count) {
    return new Arity(count, Integer.MAX_VALUE, 2);
  }

  /** Whether a call with so many arguments is right. */
  public boolean allows(int count) {
    return count >= least && count <= most && (count - least) % step == 0;
  }

  /** For messages: {@code 1 argument}, {@code 1 or 2 arguments}, {@code 2, 4, 6 … arguments}. */
  public String describe() {
    if (most == Integer.MAX_VALUE) {
      return step == 1
          ? "at least " + least + noun(least)
          : "%d, %d, %d … arguments".formatted(least, least + step, least + 2 * step);
    }
    if (least == most) {
      return most == 0 ? "no arguments" : most + noun(most);
    }
    return least + (most == least + 1 ? " or " : " to ") + most + noun(most);
  }

  private static String noun(int count) {
    return count == 1 ? " argument" : " arguments";
  }
}
