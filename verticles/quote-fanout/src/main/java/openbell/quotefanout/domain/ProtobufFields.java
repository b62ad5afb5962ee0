package openbell.quotefanout.domain;

/**
 * Protobuf's wire format, written by hand where a frame is put together for each socket and window:
 * base-128 varints, zigzag, length-delimited fields (the encoding's public description). Allocates
 * nothing.
 */
public final class ProtobufFields {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;

  private ProtobufFields() {}

  /** A field of type int64, int32, uint32 or bool; written even if it is 0. */
  public static void int64(int field, long value, FrameBytes out) {
    varint((field << 3) | VARINT, out);
    varint(value, out);
  }

  /** A field of type sint64. */
  static void sint64(int field, long value, FrameBytes out) {
    varint((field << 3) | VARINT, out);
    zigzag(value, out);
  }

  /** A field of type string or bytes. */
  static void bytes(int field, byte[] value, FrameBytes out) {
    varint((field << 3) | LENGTH_DELIMITED, out);
    varint(value.length, out);
    out.raw(value);
  }

  /** Makes what was written since {@code from} the content of a length-delimited field. */
  public static void wrap(int field, int from, FrameBytes out) {
    var end = out.length();
    varint((field << 3) | LENGTH_DELIMITED, out);
    varint(end - from, out);
    out.moveLast(out.length() - end, from);
  }

  /** As {@link #wrap}, of all that was written; the head goes into the room in front. */
  public static void wrapAll(int field, FrameBytes out) {
    var end = out.length();
    varint((field << 3) | LENGTH_DELIMITED, out);
    varint(end - out.start(), out);
    out.prefixWithLast(out.length() - end);
  }

  static void zigzag(long value, FrameBytes out) {
    varint((value << 1) ^ (value >> 63), out);
  }

  static void varint(long value, FrameBytes out) {
    var rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.octet(((int) rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.octet((int) rest);
  }
}
