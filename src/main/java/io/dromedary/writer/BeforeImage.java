package io.dromedary.writer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * What an edit overwrote: the leaves and their former values, in a compact form. Each leaf takes
 * the difference of its number to the one before, and its former value, both as variable-length
 * numbers in zigzag order; a run of consecutive numbers is written once with its length.
 *
 * @param leafIds in the order of spreading
 * @param values the former values in units, {@link Long#MIN_VALUE} for NULL
 */
public record BeforeImage(int[] leafIds, long[] values) {
  private static final int VARINT_BYTES = 10;

  /** The stored form. */
  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(values.length * 3 + 2 * VARINT_BYTES);
    writeUnsigned(out, values.length);
    int previous = 0;
    for (int start = 0; start < leafIds.length; ) {
      int end = start + 1;
      while (end < leafIds.length && leafIds[end] == leafIds[end - 1] + 1) {
        end++;
      }
      writeSigned(out, (long) leafIds[start] - previous);
      writeUnsigned(out, end - start);
      previous = leafIds[end - 1];
      start = end;
    }
    for (long value : values) {
      writeSigned(out, value);
    }
    return out.toByteArray();
  }

  /** Reads the stored form. */
  public static BeforeImage decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int count = (int) readUnsigned(in);
    int[] leafIds = new int[count];
    long[] values = new long[count];
    int previous = 0;
    for (int filled = 0; filled < count; ) {
      int first = (int) (previous + readSigned(in));
      int length = (int) readUnsigned(in);
      for (int index = 0; index < length; index++) {
        leafIds[filled++] = first + index;
      }
      previous = first + length - 1;
    }
    for (int index = 0; index < count; index++) {
      values[index] = readSigned(in);
    }
    return new BeforeImage(leafIds, values);
  }

  private static void writeSigned(ByteArrayOutputStream out, long value) {
    writeUnsigned(out, (value << 1) ^ (value >> 63));
  }

  private static void writeUnsigned(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static long readSigned(ByteBuffer in) {
    long raw = readUnsigned(in);
    return (raw >>> 1) ^ -(raw & 1);
  }

  private static long readUnsigned(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
