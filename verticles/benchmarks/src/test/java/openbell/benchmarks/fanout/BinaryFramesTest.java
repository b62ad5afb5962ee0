package openbell.benchmarks.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import openbell.wire.stream.Change;
import openbell.wire.stream.ClientMessage;
import openbell.wire.stream.Heartbeat;
import openbell.wire.stream.Mode;
import openbell.wire.stream.Quote;
import openbell.wire.stream.Quotes;
import openbell.wire.stream.ServerMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryFramesTest {
  private static final long BASE = 1_790_000_000_000_000L;

  private final Tally tally = new Tally(Door.PROTOBUF);
  private final FrameReader reader = new FrameReader(Door.PROTOBUF, tally);
  private final QuotesWalker walker = new QuotesWalker();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 64, 100_000})
  void piecesOfAnySizeMakeTheSameFrames(int piece) {
    var stream = new ByteArrayOutputStream();
    var heartbeat = frame(heartbeat().toByteArray());
    stream.writeBytes(frame(threeQuotes("").toByteArray()));
    stream.writeBytes(heartbeat);
    stream.writeBytes(frame(threeQuotes("x".repeat(70_000)).toByteArray()));
    stream.writeBytes(frame(threeQuotes("y".repeat(500)).toByteArray()));
    var bytes = ByteBuffer.wrap(stream.toByteArray());
    while (bytes.hasRemaining()) {
      var part = new byte[Math.min(piece, bytes.remaining())];
      bytes.get(part);
      read(part);
    }
    assertThat(List.of(tally.frames(), tally.updates())).containsExactly(3L, 9L);
    assertThat(tally.bytes()).isEqualTo(stream.size() - heartbeat.length);
  }

  @Test
  void stampIsThatOfTheLastQuote() {
    assertThat(walk(threeQuotes("").toByteArray())).isEqualTo(3);
    assertThat(walker.lastStamp()).isEqualTo(BASE - 7);
  }

  @Test
  void quoteWithoutTimeHasNoStamp() {
    var quotes = Quotes.newBuilder().setBaseTime(BASE).addUpdates(Quote.newBuilder().setHandle(1));
    assertThat(walk(ServerMessage.newBuilder().setQuotes(quotes).build().toByteArray()))
        .isEqualTo(1);
    assertThat(walker.lastStamp()).isZero();
  }

  @Test
  void otherMessagesCarryNoQuotes() {
    walk(threeQuotes("").toByteArray());
    assertThat(walk(heartbeat().toByteArray())).isZero();
    assertThat(walker.lastStamp()).isZero();
    assertThat(walk(new byte[0])).isZero();
  }

  @Test
  void everyCutOfAMessageIsRefusedOrEmpty() {
    var whole = threeQuotes("").toByteArray();
    for (var length = 1; length < whole.length; length++) {
      var cut = ByteString.copyFrom(whole, 0, length).toByteArray();
      assertThatThrownBy(() -> walk(cut)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void lengthBeyondTheFrameIsRefused() {
    assertThatThrownBy(() -> walk(new byte[] {0x1a, 3, 0x1a, 9, 0}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 130, 131, 500, 1_999})
  void limitFrameIsAsLongAsToldAndReadsAsOurs(int bytes) throws InvalidProtocolBufferException {
    var frame = LimitFrame.of(Door.PROTOBUF, bytes);
    frame.stamp(BASE);
    var payload = new byte[frame.bytes().capacity() - LimitFrame.HEADER];
    frame.bytes().get(LimitFrame.HEADER, payload);
    var quotes = ServerMessage.parseFrom(payload).getQuotes();
    assertThat(frame.bytes().capacity()).isEqualTo(Math.max(130, bytes));
    assertThat(List.of(quotes.getUpdatesCount(), walk(payload))).containsOnly(Universe.WATCHED);
    assertThat(List.of(quotes.getBaseTime(), walker.lastStamp())).containsOnly(BASE);
  }

  @Test
  void textLimitFrameHoldsItsStamp() {
    var frame = LimitFrame.of(Door.RAW_JSON, 700);
    frame.stamp(BASE);
    var bytes = new byte[frame.bytes().capacity()];
    frame.bytes().get(0, bytes);
    var json = new Tally(Door.RAW_JSON);
    assertThat(json.lastStamp(ByteBuffer.wrap(bytes), 0, bytes.length)).isEqualTo(BASE);
    assertThat(bytes).hasSize(700);
  }

  @Test
  void subscriptionAsksForTheLastPrice() throws InvalidProtocolBufferException {
    var symbols = List.of("SYM0001", "SYM0002");
    var asked = ClientMessage.parseFrom(Door.PROTOBUF.subscription(symbols)).getSubscribe();
    assertThat(asked.getMode()).isEqualTo(Mode.MODE_LTP);
    assertThat(asked.getSymbolsList()).isEqualTo(symbols);
  }

  private int walk(byte[] payload) {
    return walker.walk(ByteBuffer.wrap(payload), 0, payload.length);
  }

  private void read(byte[] bytes) {
    var buffer = FrameReader.buffer(bytes.length);
    buffer.position(FrameReader.ROOM).put(bytes).flip().position(FrameReader.ROOM);
    reader.read(buffer);
  }

  private static ServerMessage heartbeat() {
    return ServerMessage.newBuilder().setHeartbeat(Heartbeat.newBuilder().setN(1)).build();
  }

  private static ServerMessage threeQuotes(String source) {
    var quote = Quote.newBuilder().setHandle(1).setSeq(300).setLastPx(28_500_000).setTime(5);
    var quotes =
        Quotes.newBuilder()
            .setBaseTime(BASE)
            .addSnapshots(quote.setSource(source))
            .addUpdates(quote)
            .addChanges(Change.newBuilder().setHandle(2).setSeq(9).setTime(-7));
    return ServerMessage.newBuilder().setQuotes(quotes).build();
  }

  private static byte[] frame(byte[] payload) {
    var frame = ByteBuffer.allocate(payload.length + 10).put((byte) 0x82);
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
