package openbell.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One seeded run of hostile inputs: valid ones, damaged ones and random bytes. {@code -Dfuzz.seed=}
 * repeats a run, {@code -Dfuzz.inputs=} sets its length. On one thread.
 */
public final class Fuzz {
  /** Gives one input to a decoder. */
  @FunctionalInterface
  public interface Check {
    /** Whether the input was understood; throws if the answer is none of those documented. */
    boolean isUnderstood(byte[] input) throws Exception;
  }

  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 50_000);
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final int MAX_RANDOM_BYTES = 200;
  private static final int MAX_DAMAGES = 4;
  // Beside what is decoded: exceptions, what the check itself makes.
  private static final long ALLOWED_BYTES = 1 << 20;
  private static final long ALLOWED_BYTES_A_BYTE = 1 << 10;
  private static final int PRINTED_BYTES = 2_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final String what;
  private final List<byte[]> valid;
  private final RandomGenerator random;
  private final Damage damage;

  private Fuzz(String what, List<byte[]> valid, List<byte[]> tokens) {
    this.what = what;
    this.valid = valid;
    this.random = new SplittableRandom(SEED);
    this.damage = new Damage(random, valid, tokens);
  }

  /** A run over inputs like these, each of which is understood whole. */
  public static Fuzz of(String what, byte[]... valid) {
    return new Fuzz(what, List.of(valid), List.of());
  }

  /** As {@link #of(String, byte[]...)}, for texts in UTF-8. */
  public static Fuzz of(String what, String... valid) {
    return new Fuzz(what, bytes(valid), List.of());
  }

  /** The same run, with words of the protocol that are put into inputs. */
  public Fuzz with(String... tokens) {
    return new Fuzz(what, valid, bytes(tokens));
  }

  /** The run's dice, for choices of the check's own. */
  public RandomGenerator random() {
    return random;
  }

  /** Gives all inputs to a check; the class comment of its caller says what must hold. */
  public void run(Check check) {
    System.out.printf("fuzz %s: -Dfuzz.seed=%d -Dfuzz.inputs=%d%n", what, SEED, INPUTS);
    for (var input : valid) {
      require(isUnderstood(check, input.clone(), -1), "refused a valid input " + text(input));
    }
    var start = System.nanoTime();
    var understood = 0;
    for (var number = 0; number < INPUTS; number++) {
      understood += isUnderstood(check, next(), number) ? 1 : 0;
    }
    var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    System.out.printf("fuzz %s: %d understood, %d ms%n", what, understood, millis);
    require(understood > 0 && understood < INPUTS, "understood " + understood);
  }

  private byte[] next() {
    var kind = random.nextInt(8);
    if (kind == 0) {
      var noise = new byte[random.nextInt(MAX_RANDOM_BYTES)];
      random.nextBytes(noise);
      return noise;
    }
    var input = valid.get(random.nextInt(valid.size())).clone();
    for (var left = kind == 1 ? 0 : random.nextInt(1, MAX_DAMAGES + 1); left > 0; left--) {
      input = damage.of(input);
    }
    return input;
  }

  private boolean isUnderstood(Check check, byte[] input, int number) {
    var given = input.clone();
    try {
      var before = THREADS.getCurrentThreadAllocatedBytes();
      var isUnderstood = check.isUnderstood(input);
      var allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      // Valid inputs come first and load classes.
      require(
          number < 0 || allocated <= ALLOWED_BYTES + ALLOWED_BYTES_A_BYTE * given.length,
          "allocated " + allocated + " bytes");
      return isUnderstood;
    } catch (Exception | AssertionError | StackOverflowError failure) {
      throw new AssertionError(
          "fuzz %s, -Dfuzz.seed=%d, input %d: %s".formatted(what, SEED, number, text(given)),
          failure);
    }
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError("fuzz %s, -Dfuzz.seed=%d: %s".formatted(what, SEED, otherwise));
    }
  }

  private static String text(byte[] input) {
    var printed = Arrays.copyOf(input, Math.min(input.length, PRINTED_BYTES));
    return "%d bytes %s \"%s\""
        .formatted(
            input.length,
            HexFormat.of().formatHex(printed),
            new String(printed, StandardCharsets.ISO_8859_1));
  }

  private static List<byte[]> bytes(String[] texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
