package openbell.model.mold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import openbell.model.mold.MoldPacket.Kind;
import org.junit.jupiter.api.Test;

class MoldPacketTest {
  private static final MoldSession SESSION = MoldSession.of("S1");

  private final MoldPacket packet = new MoldPacket();
  private final MoldPacketBuilder builder = new MoldPacketBuilder(60);

  @Test
  void messagesTravelWithTheirNumbers() {
    builder.begin(SESSION, 7);
    assertThat(builder.add(bytes("seven"))).isTrue();
    assertThat(builder.add(bytes(""))).isTrue();
    assertThat(builder.add(bytes("nine"))).isTrue();
    assertThat(builder.add(bytes("x".repeat(30)))).isFalse();

    assertThat(packet.wrap(ByteBuffer.wrap(builder.toBytes()))).isEqualTo(Kind.DATA);
    assertThat(packet.isOf(SESSION)).isTrue();
    assertThat(packet.isOf(MoldSession.of("S2"))).isFalse();
    assertThat(messages()).containsExactly("7 seven", "8 ", "9 nine");
  }

  @Test
  void heartbeatAndEndTellTheNextNumber() {
    var heartbeat = builder.begin(SESSION, 12).toBytes();
    assertThat(packet.wrap(ByteBuffer.wrap(heartbeat))).isEqualTo(Kind.HEARTBEAT);
    assertThat(packet.sequence()).isEqualTo(12);

    var end = builder.begin(SESSION, 13).end().toBytes();
    assertThat(packet.wrap(ByteBuffer.wrap(end))).isEqualTo(Kind.END_OF_SESSION);
    assertThat(packet.session()).contains(SESSION);
  }

  @Test
  void packetThatIsCutOffOrTooLongTellsNothing() {
    builder.begin(SESSION, 1).add(bytes("one"));
    builder.add(bytes("two"));
    var whole = builder.toBytes();
    for (var length = 0; length < whole.length; length++) {
      assertThat(packet.wrap(ByteBuffer.wrap(whole, 0, length))).isEqualTo(Kind.MALFORMED);
    }
    var longer = java.util.Arrays.copyOf(whole, whole.length + 1);
    assertThat(packet.wrap(ByteBuffer.wrap(longer))).isEqualTo(Kind.MALFORMED);
  }

  @Test
  void requestTravels() {
    var request = new MoldRequest(SESSION, 1L << 40, 0xFFFF);

    assertThat(MoldRequest.parse(ByteBuffer.wrap(request.toBytes()))).contains(request);
    assertThat(MoldRequest.parse(ByteBuffer.allocate(20))).isEmpty();
    assertThat(MoldRequest.parse(ByteBuffer.allocate(19))).isEmpty();
  }

  private List<String> messages() {
    var messages = new ArrayList<String>();
    packet.forEach(
        (sequence, message) ->
            messages.add(sequence + " " + StandardCharsets.US_ASCII.decode(message.duplicate())));
    return messages;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
