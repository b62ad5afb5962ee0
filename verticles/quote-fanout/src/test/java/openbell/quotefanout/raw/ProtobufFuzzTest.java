package openbell.quotefanout.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import openbell.wire.stream.Auth;
import openbell.wire.stream.ClientMessage;
import openbell.wire.stream.Command;
import openbell.wire.stream.Mode;
import openbell.wire.stream.Orders;
import openbell.wire.stream.Ping;
import openbell.wire.stream.Subscribe;
import org.junit.jupiter.api.Test;

/**
 * Random, truncated and damaged messages of clients; {@code -Dfuzz.seed}, {@code -Dfuzz.inputs}.
 */
class ProtobufFuzzTest {
  private static final int MAX_RANDOM_BYTES = 64;

  private static final List<byte[]> WELL_FORMED =
      List.of(
          bytes(ClientMessage.newBuilder().setPing(Ping.getDefaultInstance())),
          bytes(ClientMessage.newBuilder().setAuth(Auth.newBuilder().setToken("token"))),
          bytes(ClientMessage.newBuilder().setOrders(Orders.newBuilder().setSince(1L << 40))),
          bytes(
              ClientMessage.newBuilder()
                  .setPlace(Command.newBuilder().setId("a").setJson("{\"quantity\":\"1\"}"))),
          bytes(
              ClientMessage.newBuilder()
                  .setSubscribe(
                      Subscribe.newBuilder()
                          .addSymbols("RELIANCE")
                          .addSymbols("XNAS:BRK.B")
                          .setMode(Mode.MODE_FULL)
                          .setWindowMs(250)
                          .setMinChangePpm(1_000)
                          .setLast(true))));

  private final ProtobufCodec codec = new ProtobufCodec();

  private static byte[] bytes(ClientMessage.Builder message) {
    return message.build().toByteArray();
  }

  @Test
  void everyInputIsARequestOrMalformed() {
    var seed = Long.getLong("fuzz.seed", System.nanoTime());
    var inputs = Integer.getInteger("fuzz.inputs", 50_000);
    System.out.println("fuzz.seed " + seed + ", fuzz.inputs " + inputs);
    var random = new Random(seed);
    var understood = 0;
    for (var i = 0; i < inputs; i++) {
      understood += isUnderstood(input(random)) ? 1 : 0;
    }
    assertThat(understood).as("understood of seed %d", seed).isBetween(1, inputs - 1);
  }

  private boolean isUnderstood(byte[] input) {
    try {
      return switch (codec.read(input)) {
        case RawRequest.Malformed malformed -> {
          assertThat(malformed.code()).startsWith("request.");
          yield false;
        }
        case RawRequest.Subscribe(var wanted) -> {
          assertThat(wanted.names()).isNotEmpty();
          assertThat(wanted.minChangePpm()).isBetween(0L, 1_000_000L);
          yield true;
        }
        case RawRequest.Command(var operation, var id, JsonObject body) -> {
          assertThat(operation).startsWith("orders.");
          assertThat(id).isNotEmpty();
          assertThat(body).isNotNull();
          yield true;
        }
        case RawRequest.Orders(var since) -> since >= 0;
        case RawRequest.Unsubscribe(var names) -> !names.isEmpty();
        case RawRequest.Auth _, RawRequest.Ping _ -> true;
      };
    } catch (RuntimeException uncaught) {
      return fail("input " + Arrays.toString(input), uncaught);
    }
  }

  private static byte[] input(Random random) {
    if (random.nextInt(4) == 0) {
      var bytes = new byte[random.nextInt(MAX_RANDOM_BYTES)];
      random.nextBytes(bytes);
      return bytes;
    }
    var whole = WELL_FORMED.get(random.nextInt(WELL_FORMED.size()));
    var damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
    for (var flips = random.nextInt(4); flips > 0; flips--) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return damaged;
  }
}
