package openbell.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** What can happen to a valid input on its way. Used by one run, on its thread. */
final class Damage {
  private static final long[] LIMITS = {
    0,
    1,
    -1,
    0x7f,
    0x80,
    0x7fff,
    0x8000,
    0xffff,
    0x7fffffffL,
    0x80000000L,
    0xffffffffL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
  };
  private static final int REPETITIONS = 1_000;
  private static final int MAX_LENGTH = 16 * 1024;

  private final RandomGenerator random;
  private final List<byte[]> others;
  private final List<byte[]> tokens;

  Damage(RandomGenerator random, List<byte[]> others, List<byte[]> tokens) {
    this.random = random;
    this.others = others;
    this.tokens = tokens;
  }

  /** The input with one damage; it may be changed in place. */
  byte[] of(byte[] input) {
    var cuts = new int[] {at(input), at(input), at(input)};
    Arrays.sort(cuts);
    var head = Arrays.copyOf(input, cuts[0]);
    var first = Arrays.copyOfRange(input, cuts[0], cuts[1]);
    var second = Arrays.copyOfRange(input, cuts[1], cuts[2]);
    var tail = Arrays.copyOfRange(input, cuts[2], input.length);
    return switch (random.nextInt(10)) {
      case 0 -> bitFlipped(input);
      case 1 -> byteChanged(input);
      case 2, 3 -> numberAtItsLimit(input);
      case 4 -> head;
      case 5 -> joined(head, second, tail);
      case 6 -> joined(head, first, first, second, tail);
      case 7 -> joined(head, second, first, tail);
      case 8 -> joined(head, tailOf(others.get(random.nextInt(others.size()))));
      default -> joined(head, inserted(), first, second, tail);
    };
  }

  private int at(byte[] input) {
    return random.nextInt(input.length + 1);
  }

  private byte[] bitFlipped(byte[] input) {
    if (input.length > 0) {
      input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return input;
  }

  private byte[] byteChanged(byte[] input) {
    if (input.length > 0) {
      input[random.nextInt(input.length)] = (byte) random.nextInt();
    }
    return input;
  }

  /** Of 1, 2, 4 or 8 bytes, in either byte order. */
  private byte[] numberAtItsLimit(byte[] input) {
    var width = 1 << random.nextInt(4);
    if (input.length < width) {
      return input;
    }
    var from = random.nextInt(input.length - width + 1);
    var limit = LIMITS[random.nextInt(LIMITS.length)];
    var isBigEndian = random.nextBoolean();
    for (var i = 0; i < width; i++) {
      var shift = Byte.SIZE * (isBigEndian ? width - 1 - i : i);
      input[from + i] = (byte) (limit >> shift);
    }
    return input;
  }

  private byte[] tailOf(byte[] other) {
    return Arrays.copyOfRange(other, at(other), other.length);
  }

  /** A token, now and then very often; else random bytes. */
  private byte[] inserted() {
    if (tokens.isEmpty() || random.nextInt(8) == 0) {
      var noise = new byte[random.nextInt(1, 16)];
      random.nextBytes(noise);
      return noise;
    }
    var token = tokens.get(random.nextInt(tokens.size()));
    var parts = new byte[random.nextInt(50) == 0 ? REPETITIONS : 1][];
    Arrays.fill(parts, token);
    return joined(parts);
  }

  private static byte[] joined(byte[]... parts) {
    var whole = new ByteArrayOutputStream();
    for (var part : parts) {
      whole.write(part, 0, Math.clamp(MAX_LENGTH - whole.size(), 0, part.length));
    }
    return whole.toByteArray();
  }
}
