package openbell.feedhandler.publish;

import com.google.protobuf.ByteString;
import com.google.protobuf.WireFormat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes one Protobuf message after the other into the same bytes (<a
 * href="https://protobuf.dev/programming-guides/encoding/">encoding</a>). The library measures a
 * message before it writes it, and its stream writes its own place back after each byte: at eighty
 * numbers a depth both are felt. Fields are written in the order of the calls; a number that is 0
 * is left out, as proto3 wants it. For one thread.
 */
final class WireWriter {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long CONTINUED = 0x8080808080808080L;
  private static final int MAX_BYTES = 4_096;
  // A tag takes three bytes at most here, a number ten, a length two.
  private static final int FIELD_BYTES = 16;

  // A number is written as eight bytes, of which those behind it are written over.
  private final byte[] bytes = new byte[MAX_BYTES + Long.BYTES];
  private int to;

  /** Begins a message. */
  WireWriter begin() {
    to = 0;
    return this;
  }

  /** A field of type string as {@link #write} takes it, for one that is written often. */
  static byte[] string(int field, String value) {
    var encoded = value.getBytes(StandardCharsets.UTF_8);
    if (encoded.length > MAX_BYTES / 4) {
      throw new IllegalArgumentException("too long: " + value.substring(0, FIELD_BYTES) + "...");
    }
    if (encoded.length == 0) {
      return encoded;
    }
    var writer = new WireWriter();
    var lengthAt = tag(writer.bytes, 0, field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    writer.to = varint(writer.bytes, lengthAt, encoded.length);
    return writer.write(encoded).end().toByteArray();
  }

  /** Fields that were encoded before. */
  WireWriter write(byte[] fields) {
    System.arraycopy(fields, 0, bytes, to, fields.length);
    to += fields.length;
    return this;
  }

  /** The levels of a side. */
  WireWriter write(EncodedSide side) {
    to = side.writeTo(bytes, to);
    return this;
  }

  /** How many bytes were written since {@link #begin}. */
  int length() {
    return to;
  }

  /** Copies what was written since {@link #begin}. */
  void copyTo(byte[] into, int at) {
    System.arraycopy(bytes, 0, into, at, to);
  }

  /** A field of type int64. */
  WireWriter number(int field, long value) {
    to = number(bytes, to, field, value);
    return this;
  }

  /** A field of type bool. */
  WireWriter flag(int field, boolean value) {
    return number(field, value ? 1 : 0);
  }

  /**
   * A field whose message is two fields of type int64, below 128 bytes. Of such are most bytes of a
   * depth: the place in them stays in a register.
   */
  WireWriter pair(int field, int firstField, long first, int secondField, long second) {
    var lengthAt = tag(bytes, to, field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    var at = number(bytes, lengthAt + 1, firstField, first);
    at = number(bytes, at, secondField, second);
    bytes[lengthAt] = (byte) (at - lengthAt - 1);
    to = at;
    return this;
  }

  /** The message; a copy. */
  ByteString end() {
    return ByteString.copyFrom(bytes, 0, to);
  }

  private static int number(byte[] into, int at, int field, long value) {
    return value == 0 ? at : varint(into, tag(into, at, field, WireFormat.WIRETYPE_VARINT), value);
  }

  /** Of most fields it is one byte. */
  private static int tag(byte[] into, int at, int field, int wireType) {
    var tag = field << 3 | wireType;
    if (tag >= 0x80) {
      return varint(into, at, tag);
    }
    into[at] = (byte) tag;
    return at + 1;
  }

  /**
   * Writes it at a place; the place after it. All its groups of seven bits at once: numbers are of
   * one, two or three bytes as it comes, and a branch for each byte is mispredicted as often.
   */
  private static int varint(byte[] into, int at, long value) {
    if (value >>> 56 != 0) {
      return longVarint(into, at, value);
    }
    var size = (640 - 9 * Long.numberOfLeadingZeros(value)) >>> 6;
    LONG.set(into, at, groups(value) | (CONTINUED & ((1L << (8 * (size - 1))) - 1)));
    return at + size;
  }

  /** Of a number below 2^56: seven bits a byte. */
  private static long groups(long value) {
    var halves = (value & 0x0FFFFFFFL) | ((value & 0x00FFFFFFF0000000L) << 4);
    var quarters = (halves & 0x00003FFF00003FFFL) | ((halves & 0x0FFFC0000FFFC000L) << 2);
    return (quarters & 0x007F007F007F007FL) | ((quarters & 0x3F803F803F803F80L) << 1);
  }

  private static int longVarint(byte[] into, int at, long value) {
    var next = at;
    var rest = value;
    while ((rest & ~0x7FL) != 0) {
      into[next++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    into[next++] = (byte) rest;
    return next;
  }
}
