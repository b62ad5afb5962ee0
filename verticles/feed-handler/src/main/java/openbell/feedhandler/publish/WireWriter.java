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

  /** A field of type string. */
  WireWriter string(int field, String value) {
    if (value.isEmpty()) {
      return this;
    }
    var encoded = value.getBytes(StandardCharsets.UTF_8);
    if (encoded.length > bytes.length - to - FIELD_BYTES) {
      throw new IllegalArgumentException("too long: " + value.substring(0, FIELD_BYTES) + "...");
    }
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    varint(encoded.length);
    System.arraycopy(encoded, 0, bytes, to, encoded.length);
    to += encoded.length;
    return this;
  }

  /** A field of type int64. */
  WireWriter number(int field, long value) {
    if (value != 0) {
      tag(field, WireFormat.WIRETYPE_VARINT);
      varint(value);
    }
    return this;
  }

  /** A field of type bool. */
  WireWriter flag(int field, boolean value) {
    return number(field, value ? 1 : 0);
  }

  /** Begins a message in a field; {@link #close} takes what this answers. It is below 128 bytes. */
  int open(int field) {
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return to++;
  }

  void close(int lengthAt) {
    bytes[lengthAt] = (byte) (to - lengthAt - 1);
  }

  /** The message; a copy. */
  ByteString end() {
    return ByteString.copyFrom(bytes, 0, to);
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void varint(long value) {
    var at = to;
    var rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    to = at;
  }
}
