package openbell.model.itch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.paritytrading.juncture.nasdaq.itch50.ITCH50;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import openbell.model.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ItchCodecTest {
  /** Typed from the specification, not from the field lists. */
  private static final Map<Character, Integer> LENGTHS =
      Map.ofEntries(
          Map.entry('S', 12),
          Map.entry('R', 39),
          Map.entry('H', 25),
          Map.entry('Y', 20),
          Map.entry('L', 26),
          Map.entry('V', 35),
          Map.entry('W', 12),
          Map.entry('K', 28),
          Map.entry('J', 35),
          Map.entry('h', 21),
          Map.entry('A', 36),
          Map.entry('F', 40),
          Map.entry('E', 31),
          Map.entry('C', 36),
          Map.entry('X', 23),
          Map.entry('D', 19),
          Map.entry('U', 35),
          Map.entry('P', 44),
          Map.entry('Q', 40),
          Map.entry('B', 19),
          Map.entry('I', 50),
          Map.entry('N', 20),
          Map.entry('O', 48));

  private final byte[] bytes = new byte[64];
  private final ItchEncoder encoder = new ItchEncoder();
  private final ItchMessage message = new ItchMessage();

  @Test
  void lengthsAreThoseOfTheSpecification() {
    for (var code = 0; code < 256; code++) {
      assertThat(ItchType.lengthOf((byte) code))
          .as("type %d", code)
          .isEqualTo(LENGTHS.getOrDefault((char) code, 0));
    }
    assertThat(ItchType.values()).hasSize(LENGTHS.size());
  }

  @ParameterizedTest
  @EnumSource
  void everyFieldIsReadAsItWasWritten(ItchType type) {
    var seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    var random = new SplittableRandom(seed);
    var values = new EnumMap<ItchField, Long>(ItchField.class);
    encoder.begin(type, bytes, 3).header(65_535, 54_321, 86_399_999_999_999L);
    for (var field : ItchField.values()) {
      if (type.has(field)) {
        values.put(field, value(field, random));
        encoder.put(field, values.get(field));
      }
    }
    assertThat(message.wrap(bytes, 3, type.length())).isEqualTo(ItchSyntax.VALID);
    assertThat(message.type()).isEqualTo(type);
    assertThat(message.stockLocate()).isEqualTo(65_535);
    assertThat(message.trackingNumber()).isEqualTo(54_321);
    assertThat(message.timestampNanos()).isEqualTo(86_399_999_999_999L);
    for (var field : ItchField.values()) {
      assertThat(message.get(field)).as("%s", field).isEqualTo(values.getOrDefault(field, 0L));
    }
  }

  private static long value(ItchField field, SplittableRandom random) {
    return field == ItchField.SIDE
        ? 'S'
        : random.nextLong() >>> (Long.SIZE - field.width() * Byte.SIZE);
  }

  @Test
  void anIndependentParserReadsTheSame() {
    encoder
        .begin(ItchType.TRADE, bytes, 0)
        .header(7, 9, 0x1234_5678_9ABCL)
        .put(ItchField.ORDER_REFERENCE, 42)
        .side(Side.SELL)
        .put(ItchField.SHARES, 4_000_000_000L)
        .put(ItchField.STOCK, ItchStock.of("BRK.B"))
        .put(ItchField.PRICE, 2_238_200)
        .put(ItchField.MATCH_NUMBER, Long.MIN_VALUE);
    var theirs = new ITCH50.Trade();
    theirs.get(ByteBuffer.wrap(bytes, 1, encoder.length() - 1));

    assertThat(theirs.stockLocate).isEqualTo(7);
    assertThat(theirs.trackingNumber).isEqualTo(9);
    assertThat(((long) theirs.timestampHigh << 32) | theirs.timestampLow)
        .isEqualTo(0x1234_5678_9ABCL);
    assertThat(theirs.orderReferenceNumber).isEqualTo(42);
    assertThat(theirs.buySellIndicator).isEqualTo((byte) 'S');
    assertThat(theirs.shares).isEqualTo(4_000_000_000L);
    assertThat(theirs.stock).isEqualTo(ItchStock.of("BRK.B"));
    assertThat(theirs.price).isEqualTo(2_238_200);
    assertThat(theirs.matchNumber).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void whatIsNoMessageIsRefusedAndTheOneBeforeStays() {
    encoder
        .begin(ItchType.ORDER_DELETE, bytes, 0)
        .header(1, 2, 3)
        .put(ItchField.ORDER_REFERENCE, 5);
    assertThat(message.wrap(bytes, 0, 19)).isEqualTo(ItchSyntax.VALID);

    assertThat(message.wrap(bytes, 0, 0)).isEqualTo(ItchSyntax.EMPTY);
    assertThat(message.wrap(bytes, 0, 18)).isEqualTo(ItchSyntax.WRONG_LENGTH);
    assertThat(message.wrap(new byte[] {'z'}, 0, 1)).isEqualTo(ItchSyntax.UNKNOWN_TYPE);
    assertThat(message.wrap(new byte[] {-1}, 0, 1)).isEqualTo(ItchSyntax.UNKNOWN_TYPE);
    assertThat(message.orderReference()).isEqualTo(5);
  }

  @Test
  void timeBeyondTheDayAndSideOfNobodyAreRefused() {
    encoder.begin(ItchType.ORDER_DELETE, bytes, 0).header(1, 2, 86_400_000_000_000L);
    assertThat(message.wrap(bytes, 0, 19)).isEqualTo(ItchSyntax.BAD_VALUE);
    encoder.begin(ItchType.ADD_ORDER, bytes, 0).header(1, 2, 3).put(ItchField.SIDE, 'X');
    assertThat(message.wrap(bytes, 0, 36)).isEqualTo(ItchSyntax.BAD_VALUE);
  }

  @Test
  void encoderRefusesWhatDoesNotFit() {
    encoder.begin(ItchType.ORDER_CANCEL, bytes, 0);
    assertThatThrownBy(() -> encoder.put(ItchField.SHARES, 1L << 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> encoder.put(ItchField.SHARES, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> encoder.put(ItchField.PRICE, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void symbolsAreReadAndWritten() {
    assertThat(ItchStock.symbol(ItchStock.of("AAPL"))).isEqualTo("AAPL");
    assertThat(ItchStock.symbol(ItchStock.of("ABCDEFGH"))).isEqualTo("ABCDEFGH");
    assertThat(ItchStock.symbol(0)).isEqualTo("????????");
    assertThatThrownBy(() -> ItchStock.of("ABCDEFGHI"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ItchStock.of("")).isInstanceOf(IllegalArgumentException.class);
  }
}
