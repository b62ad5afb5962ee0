package openbell.model.soup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SoupReaderTest {
  private static final int MAX = 64;

  private final List<String> read = new ArrayList<>();
  private final SoupReader reader =
      new SoupReader(MAX, (type, payload) -> read.add((char) type + text(payload)));

  @Test
  void packetsAreTheSameWhateverTheChunksAre() {
    var stream = ByteBuffer.allocate(10_000);
    var sent = new ArrayList<String>();
    var random = new Random(7);
    for (var i = 0; i < 200; i++) {
      var text = "x".repeat(random.nextInt(MAX));
      SoupPackets.put(stream, SoupType.SEQUENCED_DATA, bytes(text));
      sent.add("S" + text);
    }
    stream.flip();

    while (stream.hasRemaining()) {
      var chunk = Math.min(1 + random.nextInt(90), stream.remaining());
      assertThat(reader.read(stream.slice(stream.position(), chunk))).isTrue();
      stream.position(stream.position() + chunk);
    }

    assertThat(read).isEqualTo(sent);
  }

  @Test
  void emptyOrTooLongPacketEndsTheReading() {
    assertThat(reader.read(ByteBuffer.wrap(new byte[] {0, 1, 'H', 0, 0, 0, 1, 'H'}))).isFalse();
    assertThat(reader.read(ByteBuffer.wrap(new byte[] {0, 1, 'H'}))).isFalse();
    assertThat(read).containsExactly("H");

    var other = new SoupReader(MAX, (type, payload) -> read.add("other"));
    assertThat(other.read(ByteBuffer.wrap(new byte[] {0, MAX + 1}))).isFalse();
    assertThat(read).containsExactly("H");
  }

  @Test
  void loginTravels() {
    var request = new SoupLoginRequest("bell", "secret", "S1", 42);
    var accepted = new SoupLoginAccepted("S1", 43);
    var packets = ByteBuffer.allocate(200);
    SoupPackets.put(packets, request);
    SoupPackets.put(packets, accepted);
    SoupPackets.putRejected(packets, SoupPackets.NOT_AUTHORIZED);
    var parsed = new ArrayList<Object>();
    var parsing =
        new SoupReader(
            MAX,
            (type, payload) -> {
              switch (type) {
                case SoupType.LOGIN_REQUEST -> parsed.add(SoupLoginRequest.parse(payload));
                case SoupType.LOGIN_ACCEPTED -> parsed.add(SoupLoginAccepted.parse(payload));
                default -> parsed.add((char) type + text(payload));
              }
            });

    assertThat(parsing.read(packets.flip())).isTrue();

    assertThat(parsed).containsExactly(Optional.of(request), Optional.of(accepted), "JA");
  }

  @Test
  void loginFieldsStandWhereTheSpecificationSays() {
    var packet = ByteBuffer.allocate(100);
    SoupPackets.put(packet, new SoupLoginRequest("bell", "secret", "S1", 42));

    assertThat(text(packet.flip().position(2)))
        .isEqualTo("L" + "bell  " + "secret    " + "        S1" + " ".repeat(18) + "42");
  }

  @Test
  void malformedLoginIsEmpty() {
    assertThat(SoupLoginRequest.parse(bytes("x".repeat(45)))).isEmpty();
    assertThat(SoupLoginRequest.parse(bytes("x".repeat(46)))).isEmpty();
    assertThat(SoupLoginRequest.parse(bytes(" ".repeat(26) + "9".repeat(20)))).isEmpty();
    assertThat(SoupLoginRequest.parse(bytes(" ".repeat(46))))
        .contains(new SoupLoginRequest("", "", "", 0));
    assertThat(SoupLoginAccepted.parse(bytes(" ".repeat(30)))).isEmpty();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(ByteBuffer payload) {
    return StandardCharsets.US_ASCII.decode(payload.duplicate()).toString();
  }
}
