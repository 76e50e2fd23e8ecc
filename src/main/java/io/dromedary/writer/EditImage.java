package io.dromedary.writer;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What an edit did to the leaves, in a compact form. Each leaf takes the difference of its number
 * to the one before, its former value, and the difference of its new value to the former, as
 * variable-length numbers in zigzag order; a run of consecutive numbers is written once with its
 * length.
 *
 * @param leafIds in the order of spreading
 * @param before the former values in units, {@link Long#MIN_VALUE} for NULL
 * @param after the new values, likewise
 */
public record EditImage(int[] leafIds, long[] before, long[] after) {
  /** The stored form. */
  public byte[] encode() {
    Output out = new Output(16 + 4 * before.length);
    out.writeUnsigned(before.length);
    int previous = 0;
    for (int start = 0; start < leafIds.length; ) {
      int end = start + 1;
      while (end < leafIds.length && leafIds[end] == leafIds[end - 1] + 1) {
        end++;
      }
      out.writeSigned((long) leafIds[start] - previous);
      out.writeUnsigned(end - start);
      previous = leafIds[end - 1];
      start = end;
    }
    for (int index = 0; index < before.length; index++) {
      out.writeSigned(before[index]);
      out.writeSigned(after[index] - before[index]);
    }
    return out.bytes();
  }

  /** Reads the stored form. */
  public static EditImage decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int count = (int) readUnsigned(in);
    int[] leafIds = new int[count];
    int previous = 0;
    for (int filled = 0; filled < count; ) {
      int first = (int) (previous + readSigned(in));
      int length = (int) readUnsigned(in);
      for (int index = 0; index < length; index++) {
        leafIds[filled++] = first + index;
      }
      previous = first + length - 1;
    }
    long[] before = new long[count];
    long[] after = new long[count];
    for (int index = 0; index < count; index++) {
      before[index] = readSigned(in);
      after[index] = before[index] + readSigned(in);
    }
    return new EditImage(leafIds, before, after);
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

  /** Bytes that grow; the stream of the JDK takes a lock for each of them. */
  private static final class Output {
    private static final int LONGEST = 10;

    private byte[] bytes;
    private int length;

    Output(int expected) {
      bytes = new byte[Math.max(LONGEST, expected)];
    }

    void writeSigned(long value) {
      writeUnsigned((value << 1) ^ (value >> 63));
    }

    void writeUnsigned(long value) {
      if (bytes.length - length < LONGEST) {
        bytes = Arrays.copyOf(bytes, bytes.length + (bytes.length >> 1) + LONGEST);
      }
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
        rest >>>= 7;
      }
      bytes[length++] = (byte) rest;
    }

    byte[] bytes() {
      return Arrays.copyOf(bytes, length);
    }
  }
}
