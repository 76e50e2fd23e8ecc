package io.dromedary.formula.function;

import io.dromedary.formula.Arguments;
import io.dromedary.formula.Comparison;
import io.dromedary.formula.Numbers;
import io.dromedary.formula.Value;
import io.dromedary.formula.Value.Failure;
import io.dromedary.formula.Value.Text;
import io.dromedary.formula.Value.Truth;
import io.dromedary.formula.Value.Whole;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of one call, as the types that a function needs. An argument is evaluated when it
 * is read. Every reading method throws a {@link Refusal} if the argument is undefined, a failure,
 * or not of the type; the message names the function and the argument.
 */
final class Call {
  private static final int MAX_LONG_BITS = 63;

  private final String name;
  private final Arguments arguments;

  Call(String name, Arguments arguments) {
    this.name = name;
    this.arguments = arguments;
  }

  int count() {
    return arguments.count();
  }

  boolean has(int index) {
    return index < arguments.count();
  }

  /** Any value, undefined ones and failures, too. Throws nothing. */
  Value any(int index) {
    return arguments.any(index);
  }

  /** A value that is defined and no failure. */
  Value value(int index) {
    Value value = arguments.defined(index);
    if (value instanceof Failure failure) {
      throw new Refusal(failure);
    }
    return value;
  }

  /** A number of any kind. */
  Value number(int index) {
    Value value = value(index);
    if (!value.isNumber()) {
      throw wrong(index, "a number", value);
    }
    return value;
  }

  /** The numbers from one argument up to, but without, another. */
  List<Value> numbers(int from, int to) {
    List<Value> numbers = new ArrayList<>(to - from);
    for (int index = from; index < to; index++) {
      numbers.add(number(index));
    }
    return numbers;
  }

  /** The numbers of all arguments. */
  List<Value> numbers() {
    return numbers(0, count());
  }

  double real(int index) {
    return Numbers.real(number(index));
  }

  /** A finite number; a floating-point one as its shortest decimal form. */
  BigDecimal exact(int index) {
    return Numbers.exact(finite(index));
  }

  /** A number without its fraction; refused if it does not fit 64 bits. */
  long whole(int index) {
    Value number = finite(index);
    if (number instanceof Whole whole) {
      return whole.value();
    }
    BigInteger integer = Numbers.exact(number).toBigInteger();
    if (integer.bitLength() > MAX_LONG_BITS) {
      throw refusal("the number of argument " + (index + 1) + " is too large");
    }
    return integer.longValue();
  }

  /** A number without its fraction, refused outside of bounds. */
  int whole(int index, int least, int most) {
    long whole = whole(index);
    if (whole < least || whole > most) {
      throw refusal(
          "argument %d must be %,d to %,d, not %d".formatted(index + 1, least, most, whole));
    }
    return (int) whole;
  }

  /** As {@link #whole(int, int, int)}, or the default if there is no such argument. */
  int whole(int index, int least, int most, int byDefault) {
    return has(index) ? whole(index, least, most) : byDefault;
  }

  /** A number without its fraction; what is beyond the bounds counts as the bound. */
  int clamped(int index, int least, int most) {
    Value number = finite(index);
    BigDecimal exact = Numbers.exact(number);
    if (exact.compareTo(BigDecimal.valueOf(least)) < 0) {
      return least;
    }
    return exact.compareTo(BigDecimal.valueOf(most)) > 0 ? most : exact.intValue();
  }

  /** A text, or anything else as it is displayed. */
  String text(int index) {
    return value(index).display();
  }

  /** A truth value, or a number: 0 is false. */
  boolean condition(int index) {
    Value value = value(index);
    if (value instanceof Truth truth) {
      return truth.value();
    }
    if (!value.isNumber() || !Comparison.areEqual(value, value)) {
      throw wrong(index, "TRUE, FALSE or a number", value);
    }
    return !Comparison.areEqual(value, Numbers.ZERO);
  }

  /** The arguments do not suit the function. */
  Refusal refusal(String reason) {
    return new Refusal(name + ": " + reason);
  }

  Refusal wrong(int index, String expected, Value found) {
    String kind = found instanceof Text ? "a text" : found.display();
    return refusal("argument " + (index + 1) + " must be " + expected + ", not " + kind);
  }

  private Value finite(int index) {
    Value number = number(index);
    if (!Numbers.isFinite(number)) {
      throw wrong(index, "a finite number", number);
    }
    return number;
  }
}
