package openbell.model.mold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import openbell.fuzz.Fuzz;
import openbell.model.soup.SoupLoginAccepted;
import openbell.model.soup.SoupLoginRequest;
import openbell.model.soup.SoupPackets;
import openbell.model.soup.SoupReader;
import openbell.model.soup.SoupType;
import org.junit.jupiter.api.Test;

/**
 * Both transports: what is read is written again as it was; what is refused throws nothing, and a
 * view or a stream after it is read as ever.
 */
class TransportFuzzTest {
  private static final int MAX_PACKET = 128;
  private static final MoldSession SESSION = MoldSession.of("S1");

  private final MoldPacket packet = new MoldPacket();
  private final MoldPacketBuilder builder = new MoldPacketBuilder(64 * 1024);

  @Test
  void moldPackets() {
    var whole = mold(7, "first", "", "third");
    Fuzz.of("mold packets", mold(1), whole, mold(Long.MAX_VALUE - 9, "x"), end())
        .run(
            input -> {
              var kind = packet.wrap(ByteBuffer.wrap(input));
              if (kind == MoldPacket.Kind.MALFORMED) {
                assertThat(packet.wrap(ByteBuffer.wrap(whole))).isEqualTo(MoldPacket.Kind.DATA);
                return false;
              }
              assertThat(rewritten(kind)).isEqualTo(withSession(input));
              return true;
            });
  }

  /** A packet of what the view tells; the session is ours, for any ten bytes may be one. */
  private byte[] rewritten(MoldPacket.Kind kind) {
    builder.begin(SESSION, packet.sequence());
    var next = new long[] {packet.sequence()};
    switch (kind) {
      case DATA ->
          packet.forEach(
              (sequence, message) -> {
                assertThat(sequence).isEqualTo(next[0]++).isNotNegative();
                assertThat(builder.add(message)).isTrue();
              });
      case END_OF_SESSION -> builder.end();
      case HEARTBEAT, MALFORMED -> {}
    }
    packet.session().ifPresent(session -> assertThat(packet.isOf(session)).isTrue());
    return builder.toBytes();
  }

  private static byte[] withSession(byte[] input) {
    var name = SESSION.name().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.wrap(input.clone()).put(name).array();
  }

  @Test
  void moldRequests() {
    var first = new MoldRequest(SESSION, 1, 0xFFFF);
    var last = new MoldRequest(MoldSession.of("0123456789"), Long.MAX_VALUE, 1);
    Fuzz.of("mold requests", first.toBytes(), last.toBytes())
        .run(
            input -> {
              var request = MoldRequest.parse(ByteBuffer.wrap(input));
              request.ifPresent(known -> assertThat(known.toBytes()).isEqualTo(input));
              return request.isPresent();
            });
  }

  @Test
  void soupStreams() {
    var fuzz = Fuzz.of("soup streams", soup("payload"), soup(""), soup("x".repeat(MAX_PACKET - 1)));
    fuzz.run(
        input -> {
          var written = ByteBuffer.allocate(input.length);
          var reader = new SoupReader(MAX_PACKET, (type, payload) -> put(written, type, payload));
          var isHealthy = readInChunks(reader, input, fuzz.random());

          var read = Arrays.copyOf(written.array(), written.position());
          assertThat(read).isEqualTo(Arrays.copyOf(input, read.length));
          if (isHealthy) {
            assertThat(input.length - read.length).isLessThan(2 + MAX_PACKET);
          } else {
            assertThat(reader.read(ByteBuffer.wrap(soup("")))).as("after the end").isFalse();
            assertThat(written.position()).isEqualTo(read.length);
          }
          return isHealthy && read.length == input.length;
        });
  }

  private static void put(ByteBuffer written, byte type, ByteBuffer payload) {
    SoupLoginRequest.parse(payload)
        .ifPresent(
            login -> {
              var again = ByteBuffer.allocate(SoupPackets.HEADER + SoupLoginRequest.LENGTH);
              SoupPackets.put(again, login);
              assertThat(SoupLoginRequest.parse(again.position(SoupPackets.HEADER)))
                  .contains(login);
            });
    SoupLoginAccepted.parse(payload)
        .ifPresent(
            login -> {
              var again = ByteBuffer.allocate(SoupPackets.HEADER + SoupLoginAccepted.LENGTH);
              SoupPackets.put(again, login);
              assertThat(SoupLoginAccepted.parse(again.position(SoupPackets.HEADER)))
                  .contains(login);
            });
    SoupPackets.put(written, type, payload);
  }

  private static boolean readInChunks(SoupReader reader, byte[] input, RandomGenerator random) {
    var isHealthy = true;
    for (var from = 0; isHealthy && from < input.length; ) {
      var length = Math.min(random.nextInt(1, 50), input.length - from);
      isHealthy = reader.read(ByteBuffer.wrap(input, from, length));
      from += length;
    }
    return isHealthy;
  }

  private byte[] mold(long sequence, String... messages) {
    builder.begin(SESSION, sequence);
    for (var message : messages) {
      builder.add(ByteBuffer.wrap(message.getBytes(StandardCharsets.US_ASCII)));
    }
    return builder.toBytes();
  }

  private byte[] end() {
    return builder.begin(SESSION, 9).end().toBytes();
  }

  private static byte[] soup(String payload) {
    var stream = ByteBuffer.allocate(500);
    SoupPackets.put(stream, new SoupLoginRequest("bell", "secret", "S1", 42));
    SoupPackets.put(stream, new SoupLoginAccepted("S1", Long.MAX_VALUE));
    SoupPackets.put(stream, SoupType.SERVER_HEARTBEAT);
    var bytes = payload.getBytes(StandardCharsets.US_ASCII);
    SoupPackets.put(stream, SoupType.SEQUENCED_DATA, ByteBuffer.wrap(bytes));
    return Arrays.copyOf(stream.array(), stream.position());
  }
}
