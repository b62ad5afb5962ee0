package openbell.feedhandler.publish;

import com.google.protobuf.ByteString;
import com.google.protobuf.WireFormat;
import java.nio.charset.StandardCharsets;

/**
 * Writes one Protobuf message after the other into the same bytes (<a
 * href="https://protobuf.dev/programming-guides/encoding/">encoding</a>). The library measures a
 * message before it writes it, and its stream writes its own place back after each byte: at eighty
 * numbers a depth both are felt. Fields are written in the order of the calls; a number that is 0
 * is left out, as proto3 wants it. For one thread.
 */
final class WireWriter {
  private static final int MAX_BYTES = 4_096;
  // A tag takes three bytes at most here, a number ten, a length two.
  private static final int FIELD_BYTES = 16;

  private final byte[] bytes = new byte[MAX_BYTES];
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
    writer.tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    writer.to = varint(writer.bytes, writer.to, encoded.length);
    return writer.write(encoded).end().toByteArray();
  }

  /** Fields that were encoded before. */
  WireWriter write(byte[] fields) {
    System.arraycopy(fields, 0, bytes, to, fields.length);
    to += fields.length;
    return this;
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
    var lengthAt = varint(bytes, to, (long) field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED);
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

  private void tag(int field, int wireType) {
    to = varint(bytes, to, (long) field << 3 | wireType);
  }

  private static int number(byte[] into, int at, int field, long value) {
    return value == 0 ? at : varint(into, varint(into, at, (long) field << 3), value);
  }

  /** Writes it at a place; the place after it. */
  private static int varint(byte[] into, int at, long value) {
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
