package openbell.model.itch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Seeded fuzz: {@code -Dfuzz.seed=} repeats a run, {@code -Dfuzz.inputs=} sets its length. Half the
 * inputs are random bytes, half are valid messages with bytes changed or length wrong.
 */
final class ItchMessageFuzzTest {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 50_000);
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final byte[] bytes = new byte[ItchType.MAX_LENGTH + 8];
  private final ItchEncoder encoder = new ItchEncoder();
  private final ItchMessage message = new ItchMessage();

  @Test
  void anyBytesAreAMessageOrARefusal() {
    System.out.println("fuzz.seed " + SEED);
    var answers = new EnumMap<ItchSyntax, Integer>(ItchSyntax.class);
    for (var input = 0; input < INPUTS; input++) {
      random.nextBytes(bytes);
      var length = input % 2 == 0 ? random.nextInt(bytes.length + 1) : mutated();
      var answer = message.wrap(bytes, 0, length);
      answers.merge(answer, 1, Integer::sum);
      if (answer == ItchSyntax.VALID) {
        readsEverything(length);
      }
    }
    assertThat(answers).as("every answer is reached").containsOnlyKeys(ItchSyntax.values());
  }

  private int mutated() {
    var types = ItchType.values();
    var type = types[random.nextInt(types.length)];
    encoder.begin(type, bytes, 0).header(1, 2, random.nextLong(86_400_000_000_000L));
    if (type.has(ItchField.SIDE)) {
      encoder.put(ItchField.SIDE, 'B');
    }
    for (var change = random.nextInt(3); change > 0; change--) {
      bytes[random.nextInt(type.length())] = (byte) random.nextInt();
    }
    return random.nextInt(8) == 0 ? random.nextInt(bytes.length + 1) : type.length();
  }

  private void readsEverything(int length) {
    assertThat(message.type().length()).isEqualTo(length);
    assertThat(message.timestampNanos()).isBetween(0L, 86_399_999_999_999L);
    assertThat(message.side()).isNotNull();
    for (var field : ItchField.values()) {
      if (field.width() < Long.BYTES) {
        assertThat(message.get(field) >>> (field.width() * Byte.SIZE)).isZero();
      }
    }
  }
}
