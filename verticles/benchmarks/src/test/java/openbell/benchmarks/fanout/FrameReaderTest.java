package openbell.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private static final String TWO_QUOTES =
      "{\"type\":\"quotes\",\"d\":[{\"s\":\"A\",\"t\":17},{\"s\":\"B\",\"t\":1234567890123456}]}";

  private final Tally tally = new Tally(Door.RAW_JSON);
  private final FrameReader reader = new FrameReader(Door.RAW_JSON, tally);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 64, 100_000})
  void piecesOfAnySizeMakeTheSameFrames(int piece) {
    var stream = ByteBuffer.allocate(200_000);
    stream.put(frame(TWO_QUOTES)).put(frame("{\"type\":\"heartbeat\",\"n\":1}"));
    stream.put(frame(TWO_QUOTES + " ".repeat(70_000))).put(frame(TWO_QUOTES));
    stream.flip();
    var total = stream.limit();
    while (stream.hasRemaining()) {
      var bytes = new byte[Math.min(piece, stream.remaining())];
      stream.get(bytes);
      read(bytes);
    }
    assertThat(List.of(tally.frames(), tally.updates())).containsExactly(3L, 6L);
    assertThat(tally.bytes()).isEqualTo(total - frame("{\"type\":\"heartbeat\",\"n\":1}").length);
    assertThat(reader.isClosing()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 100_000})
  void compressedFramesCountAsThoseThatAreNot(int piece) {
    var stream = ByteBuffer.allocate(200_000);
    stream.put(deflated(TWO_QUOTES)).put(frame("{\"type\":\"heartbeat\",\"n\":1}"));
    stream.put(deflated(TWO_QUOTES + " ".repeat(70_000))).put(frame(TWO_QUOTES)).flip();
    assertThat(reader.isServed()).isFalse();
    while (stream.hasRemaining()) {
      var bytes = new byte[Math.min(piece, stream.remaining())];
      stream.get(bytes);
      read(bytes);
    }
    assertThat(List.of(tally.frames(), tally.updates())).containsExactly(3L, 6L);
    assertThat(tally.bytes())
        .isEqualTo(
            deflated(TWO_QUOTES).length
                + deflated(TWO_QUOTES + " ".repeat(70_000)).length
                + frame(TWO_QUOTES).length);
    assertThat(reader.isServed()).isTrue();
  }

  private static byte[] deflated(String text) {
    return frame(0xc1, Deflated.message(text.getBytes(US_ASCII)));
  }

  @Test
  void goodbyeIsNoticed() {
    read(new byte[] {(byte) 0x88, 2, 0x0f, (byte) 0xa1});
    assertThat(reader.isClosing()).isTrue();
  }

  @Test
  void lastStampOfAFrameIsRead() {
    var payload = direct(TWO_QUOTES);
    assertThat(tally.lastStamp(payload, 0, payload.limit())).isEqualTo(1_234_567_890_123_456L);
  }

  @Test
  void stampInsideSockJsIsReadAndItsUpdatesAreCounted() {
    var payload = direct("a[\"{\\\"type\\\":\\\"rec\\\",\\\"body\\\":{\\\"ts\\\":99}}\"]");
    var braces = FrameReader.countBraces(payload, 0, payload.limit());
    assertThat(Door.SOCKJS.updates(braces)).isEqualTo(1);
    assertThat(new Tally(Door.SOCKJS).lastStamp(payload, 0, payload.limit())).isEqualTo(99);
  }

  @Test
  void bracesAreCountedAmongTheirNeighboursInTheAlphabet() {
    var payload = direct("{z|{}{{{{{{{{{{y{\u007f{");
    assertThat(FrameReader.countBraces(payload, 0, payload.limit())).isEqualTo(14);
  }

  private void read(byte[] bytes) {
    var buffer = FrameReader.buffer(bytes.length);
    buffer.position(FrameReader.ROOM).put(bytes).flip().position(FrameReader.ROOM);
    reader.read(buffer);
  }

  private static ByteBuffer direct(String text) {
    var bytes = text.getBytes(US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private static byte[] frame(String text) {
    return frame(0x81, text.getBytes(US_ASCII));
  }

  private static byte[] frame(int firstByte, byte[] payload) {
    var frame = ByteBuffer.allocate(payload.length + 10).put((byte) firstByte);
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else if (payload.length <= 0xffff) {
      frame.put((byte) 126).putShort((short) payload.length);
    } else {
      frame.put((byte) 127).putLong(payload.length);
    }
    frame.put(payload);
    var bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }
}
