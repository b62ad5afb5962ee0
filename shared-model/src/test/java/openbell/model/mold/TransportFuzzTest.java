package openbell.model.mold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import openbell.model.soup.SoupLoginAccepted;
import openbell.model.soup.SoupLoginRequest;
import openbell.model.soup.SoupPackets;
import openbell.model.soup.SoupReader;
import openbell.model.soup.SoupType;
import org.junit.jupiter.api.Test;

/** Random and damaged input of both transports: refused or read, never an exception. */
class TransportFuzzTest {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 50_000);
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final int MAX_PACKET = 128;

  private final Random random = new Random(SEED);

  @Test
  void moldPacketsAndRequests() {
    System.out.printf("mold: %d inputs, -Dfuzz.seed=%d%n", INPUTS, SEED);
    var packet = new MoldPacket();
    for (var i = 0; i < INPUTS; i++) {
      var input = random.nextBoolean() ? noise(random.nextInt(100)) : damaged(mold());
      var datagram = ByteBuffer.wrap(input);
      if (packet.wrap(datagram) == MoldPacket.Kind.DATA) {
        var bytes = new int[1];
        packet.forEach((sequence, message) -> bytes[0] += 2 + message.remaining());
        assertThat(MoldPacket.HEADER + bytes[0]).isEqualTo(input.length);
      }
      if (input.length >= MoldPacket.HEADER) {
        packet.session().ifPresent(session -> assertThat(packet.isOf(session)).isTrue());
      }
      MoldRequest.parse(ByteBuffer.wrap(input))
          .ifPresent(request -> assertThat(request.toBytes()).isEqualTo(input));
    }
  }

  @Test
  void soupStreams() {
    System.out.printf("soup: %d inputs, -Dfuzz.seed=%d%n", INPUTS, SEED);
    for (var i = 0; i < INPUTS; i++) {
      var input = random.nextBoolean() ? noise(random.nextInt(300)) : damaged(soup());
      var read = new int[1];
      var reader =
          new SoupReader(
              MAX_PACKET,
              (type, payload) -> {
                read[0] += SoupPackets.HEADER + payload.remaining();
                assertThat(payload.remaining()).isLessThan(MAX_PACKET);
                SoupLoginRequest.parse(payload);
                SoupLoginAccepted.parse(payload);
              });
      var stream = ByteBuffer.wrap(input);
      var healthy = true;
      while (healthy && stream.hasRemaining()) {
        var chunk = Math.min(1 + random.nextInt(50), stream.remaining());
        healthy = reader.read(stream.slice(stream.position(), chunk));
        stream.position(stream.position() + chunk);
      }
      assertThat(read[0]).isLessThanOrEqualTo(input.length);
    }
  }

  private byte[] mold() {
    var builder = new MoldPacketBuilder(200).begin(MoldSession.of("S1"), random.nextInt());
    for (var left = random.nextInt(5); left > 0; left--) {
      builder.add(ByteBuffer.wrap(noise(random.nextInt(40))));
    }
    return builder.toBytes();
  }

  private byte[] soup() {
    var stream = ByteBuffer.allocate(500);
    SoupPackets.put(stream, new SoupLoginRequest("bell", "secret", "S1", random.nextInt(100)));
    SoupPackets.put(stream, new SoupLoginAccepted("S1", random.nextInt(100)));
    SoupPackets.put(stream, SoupType.SEQUENCED_DATA, ByteBuffer.wrap(noise(random.nextInt(90))));
    var bytes = new byte[stream.position()];
    stream.get(0, bytes);
    return bytes;
  }

  private byte[] damaged(byte[] valid) {
    for (var left = random.nextInt(4); left > 0 && valid.length > 0; left--) {
      valid[random.nextInt(valid.length)] = (byte) random.nextInt();
    }
    return java.util.Arrays.copyOf(valid, Math.max(0, valid.length - random.nextInt(3)));
  }

  private byte[] noise(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
