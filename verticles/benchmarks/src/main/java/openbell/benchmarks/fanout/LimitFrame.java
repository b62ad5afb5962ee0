package openbell.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * The one frame that the kernel-limit sender repeats: as long as ours of a door, with as many
 * updates and a stamp. On one thread.
 */
sealed interface LimitFrame {
  /** Bytes of the header of a frame of 126 to 65,535 bytes (RFC 6455, 5.2). */
  int HEADER = 4;

  /** The frame, from 0 to its capacity; direct. */
  ByteBuffer bytes();

  /** Puts in a stamp, microseconds. */
  void stamp(long micros);

  /** A frame of so many bytes, or of the fewest that it takes. */
  static LimitFrame of(Door door, int frameBytes) {
    var payload = Math.max(126, frameBytes - HEADER);
    return switch (door) {
      case RAW_JSON, DEFLATED_JSON, PUSHED_JSON, SOCKJS -> json(payload);
      case PROTOBUF -> protobuf(payload);
    };
  }

  private static LimitFrame json(int payload) {
    var head = "{\"type\":\"quotes\",\"d\":[" + "{".repeat(Universe.WATCHED);
    var tail = "\"t\":" + "0".repeat(Json.STAMP_DIGITS) + "}]}";
    var filler = Math.max(0, payload - head.length() - tail.length());
    var text = (head + " ".repeat(filler) + tail).getBytes(US_ASCII);
    return new Json(header(0x81, text.length).put(text));
  }

  /** The stamp is the base time, each update's distance from it 0; an unknown field fills up. */
  private static LimitFrame protobuf(int payload) {
    var update = new byte[] {(3 << 3) | 2, 2, 4 << 3, 0};
    var filler = payload - 15 - Universe.WATCHED * update.length;
    var frame = header(0x82, payload).put((byte) ((3 << 3) | 2));
    twoByteVarint(frame, payload - 3);
    frame.put((byte) (1 << 3)).position(frame.position() + Protobuf.STAMP_BYTES);
    frame.put((byte) ((15 << 3) | 2));
    twoByteVarint(frame, filler);
    frame.position(frame.position() + filler);
    for (var i = 0; i < Universe.WATCHED; i++) {
      frame.put(update);
    }
    var made = new Protobuf(frame);
    made.stamp(0);
    return made;
  }

  private static void twoByteVarint(ByteBuffer frame, int value) {
    frame.put((byte) ((value & 0x7f) | 0x80)).put((byte) (value >>> 7));
  }

  private static ByteBuffer header(int firstByte, int payload) {
    return ByteBuffer.allocateDirect(HEADER + payload)
        .put((byte) firstByte)
        .put((byte) 126)
        .putShort((short) payload);
  }

  /** Of {@code openbell.v1.json}: the stamp's digits stand at the end. */
  record Json(ByteBuffer bytes) implements LimitFrame {
    private static final int STAMP_DIGITS = 16;

    @Override
    public void stamp(long micros) {
      bytes.put(bytes.capacity() - STAMP_DIGITS - 3, "%016d".formatted(micros).getBytes(US_ASCII));
    }
  }

  /** Of {@code openbell.v1.protobuf}: the stamp is a varint of eight bytes, right up to 2225. */
  record Protobuf(ByteBuffer bytes) implements LimitFrame {
    private static final int STAMP_BYTES = 8;
    private static final int STAMP_AT = HEADER + 4;

    @Override
    public void stamp(long micros) {
      for (var i = 0; i < STAMP_BYTES; i++) {
        var more = i < STAMP_BYTES - 1 ? 0x80 : 0;
        bytes.put(STAMP_AT + i, (byte) (((micros >>> (7 * i)) & 0x7f) | more));
      }
    }
  }
}
