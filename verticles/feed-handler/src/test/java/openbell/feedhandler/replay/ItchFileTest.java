package openbell.feedhandler.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import openbell.feedhandler.domain.ItchMarket;
import openbell.model.itch.ItchEncoder;
import openbell.model.itch.ItchField;
import openbell.model.itch.ItchMessage;
import openbell.model.itch.ItchStock;
import openbell.model.itch.ItchType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Framing; its fuzz is seeded: {@code -Dfuzz.seed=}, {@code -Dfuzz.inputs=}. */
class ItchFileTest {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 50_000);
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final int MESSAGES_AN_INPUT = 20;

  @TempDir Path folder;
  private final ItchEncoder encoder = new ItchEncoder();
  private final byte[] bytes = new byte[ItchType.MAX_LENGTH];

  @Test
  void plainAndGzipAreKnownByTheirContent() throws Exception {
    var day = day(true);
    var plain = Files.write(folder.resolve("plain"), day);
    var packed = Files.write(folder.resolve("packed"), gzip(day));
    var text = Files.writeString(folder.resolve("x_message_2.csv"), "34200.0,1,1,10,100,1\n");

    assertThat(ItchFile.isItch(plain)).isTrue();
    assertThat(ItchFile.isItch(packed)).isTrue();
    assertThat(ItchFile.isItch(text)).isFalse();
    assertThat(ItchFile.isItch(folder.resolve("absent"))).isFalse();
    assertThat(ItchFile.isItch(folder)).isFalse();
    assertThat(Replay.of(plan(text))).isInstanceOf(LobsterReplay.class);
    assertThat(played(plain).of(ItchType.ADD_ORDER)).isEqualTo(2);
    assertThat(played(packed).of(ItchType.ADD_ORDER)).isEqualTo(2);
  }

  @Test
  void lengthZeroIsTheLengthOfTheType() throws Exception {
    assertThat(read(day(false))).isEqualTo(3);
    assertThat(read(new byte[] {0, 0})).as("the end of a session").isZero();
  }

  @Test
  void cutOffFileIsPlayedUpToTheCut() throws Exception {
    var day = day(true);
    var cut = Files.write(folder.resolve("cut"), Arrays.copyOf(day, day.length - 5));
    var replay = new ItchReplay(plan(cut));

    assertThatThrownBy(replay::run)
        .isInstanceOf(ReplayException.class)
        .hasMessage("Message 3 of cut is cut off.");
    assertThat(replay.statistics().messages()).isEqualTo(2);
    assertThatThrownBy(() -> read(Arrays.copyOf(day, 1))).hasMessageContaining("cut off");
  }

  @Test
  void cutOffGzipIsAnErrorAfterWhatItHeld() throws Exception {
    var packed = gzip(day(true));
    var cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, packed.length - 9));
    var replay = new ItchReplay(plan(cut));

    assertThatThrownBy(replay::run)
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("cut off or corrupt");
  }

  @Test
  void unknownTypeIsCountedAndLeftOut() throws Exception {
    var day = new ByteArrayOutputStream();
    day.write(day(true));
    day.write(new byte[] {0, 3, 'z', 1, 2, 0, 2, 'D', 0});
    day.write(framed(true));
    try (var file = new ItchFile("day", new ByteArrayInputStream(day.toByteArray()))) {
      var message = new ItchMessage();
      while (file.next(message)) {
        assertThat(message.type()).isNotNull();
      }
      assertThat(file.messages()).isEqualTo(6);
      assertThat(file.refused()).isEqualTo(2);
    }
  }

  @Test
  void implausibleLengthAndUnknownTypeWithoutOneEndTheFile() {
    assertThatThrownBy(() -> read(new byte[] {1, 0, 'S'}))
        .hasMessage("Message 1 of day has a length of 256.");
    assertThatThrownBy(() -> read(new byte[] {0, 0, 'z'}))
        .hasMessage("Message 1 of day has neither a length nor a known type.");
  }

  @Test
  void timeDoesNotGoBack() throws Exception {
    add(1, 20);
    var day = new ByteArrayOutputStream();
    day.write(framed(true));
    add(2, 10);
    day.write(framed(true));
    assertThatThrownBy(() -> read(day.toByteArray()))
        .hasMessage("Message 2 of day is earlier than the one before it.");
  }

  @Test
  void anyBytesArePlayedOrRefused() throws Exception {
    System.out.println("fuzz.seed " + SEED);
    var random = new SplittableRandom(SEED);
    var market = new ItchMarket("XNAS", 1_000);
    var effects = EnumSet.noneOf(ItchMarket.Effect.class);
    var failures = 0;
    for (var input = 0; input < INPUTS; input++) {
      var hostile = mutatedDay(random, input);
      try {
        var in = input % 3 == 0 ? gunzip(gzipped(hostile, random)) : bytesOf(hostile);
        effects.addAll(playAll(in, market, hostile.length));
      } catch (ReplayException | IOException refused) {
        failures++;
      }
      assertThat(market.orders()).isBetween(0, 1_000);
    }
    assertThat(failures).as("inputs that ended in an error").isPositive();
    assertThat(effects).contains(ItchMarket.Effect.BOOK, ItchMarket.Effect.UNKNOWN_ORDER);
  }

  private static EnumSet<ItchMarket.Effect> playAll(InputStream in, ItchMarket market, int size)
      throws ReplayException, IOException {
    var effects = EnumSet.noneOf(ItchMarket.Effect.class);
    var message = new ItchMessage();
    try (var file = new ItchFile("fuzz", in)) {
      while (file.next(message)) {
        effects.add(market.apply(message));
        assertThat(file.messages()).as("no endless loop").isLessThanOrEqualTo(size);
      }
    }
    return effects;
  }

  /** Messages about few orders and stocks, so that they meet; every other day is damaged. */
  private byte[] mutatedDay(SplittableRandom random, int input) throws IOException {
    var day = new ByteArrayOutputStream();
    var types = ItchType.values();
    for (var count = 0; count < MESSAGES_AN_INPUT; count++) {
      var type = types[random.nextInt(types.length)];
      encoder.begin(type, bytes, 0).header(random.nextInt(3), 0, count);
      for (var field : ItchField.values()) {
        if (type.has(field)) {
          encoder.put(field, value(field, random));
        }
      }
      day.write(framed(random.nextBoolean()));
    }
    var written = day.toByteArray();
    for (var damage = input % 2 == 0 ? 0 : random.nextInt(1, 10); damage > 0; damage--) {
      written[random.nextInt(written.length)] = (byte) random.nextInt();
    }
    return random.nextInt(4) == 0
        ? Arrays.copyOf(written, random.nextInt(written.length))
        : written;
  }

  private static long value(ItchField field, SplittableRandom random) {
    return switch (field) {
      case SIDE -> random.nextBoolean() ? 'B' : 'S';
      case STOCK -> ItchStock.of("TEST");
      default -> random.nextInt(100);
    };
  }

  private static byte[] gzipped(byte[] day, SplittableRandom random) throws IOException {
    var packed = gzip(day);
    if (random.nextBoolean()) {
      packed[random.nextInt(10, packed.length)] = (byte) random.nextInt();
    }
    return packed;
  }

  private byte[] day(boolean withLength) throws IOException {
    var day = new ByteArrayOutputStream();
    encoder.begin(ItchType.SYSTEM_EVENT, bytes, 0).header(0, 0, 1).put(ItchField.EVENT_CODE, 'O');
    day.write(framed(withLength));
    for (var reference = 1; reference <= 2; reference++) {
      add(reference, reference);
      day.write(framed(withLength));
    }
    return day.toByteArray();
  }

  private void add(long reference, long nanos) {
    encoder.begin(ItchType.ADD_ORDER, bytes, 0).header(1, 0, nanos).put(ItchField.SIDE, 'B');
    encoder.put(ItchField.ORDER_REFERENCE, reference).put(ItchField.SHARES, 10);
    encoder.put(ItchField.STOCK, ItchStock.of("TEST")).put(ItchField.PRICE, 10_000);
  }

  private byte[] framed(boolean withLength) {
    var framed = new byte[2 + encoder.length()];
    framed[1] = (byte) (withLength ? encoder.length() : 0);
    System.arraycopy(bytes, 0, framed, 2, encoder.length());
    return framed;
  }

  private static long read(byte[] content) throws ReplayException, IOException {
    try (var file = new ItchFile("day", bytesOf(content))) {
      var message = new ItchMessage();
      while (file.next(message)) {
        assertThat(message.timestampNanos()).isNotNegative();
      }
      return file.messages();
    }
  }

  private static ItchStatistics played(Path file) throws Exception {
    var replay = new ItchReplay(plan(file));
    replay.run();
    return replay.statistics();
  }

  private static ReplayPlan plan(Path file) {
    return new ReplayPlan(file, ReplaySpeed.MAX, LocalTime.MIDNIGHT);
  }

  private static InputStream bytesOf(byte[] content) {
    return new ByteArrayInputStream(content);
  }

  private static InputStream gunzip(byte[] packed) throws IOException {
    return new GZIPInputStream(bytesOf(packed));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }
}
