package openbell.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "2850.05, 28500500",
    "0, 0",
    "0.0001, 1",
    "1.0000000, 10000",
    "-12.5, -125000",
    "922337203685477.5807, 9223372036854775807",
  })
  void moneyIsReadExactly(String text, long scaled) {
    assertThat(Decimals.parseMoney(text)).hasValue(scaled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "1.",
        ".5",
        "1e3",
        "+1",
        " 1",
        "1 ",
        "1,000",
        "0x10",
        "NaN",
        "٣",
        "--1",
        "1.2.3",
        "0.00001",
        "922337203685477.5808",
        "9223372036854775807",
        "99999999999999999999999999"
      })
  void anythingElseIsNoMoney(String text) {
    assertThat(Decimals.parseMoney(text)).isEqualTo(OptionalLong.empty());
  }

  @ParameterizedTest
  @CsvSource({"10, 10", "10.000, 10", "9223372036854775807, 9223372036854775807"})
  void aQuantityIsWhole(String text, long units) {
    assertThat(Decimals.parseQuantity(text)).hasValue(units);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.5", "9223372036854775808", "1e2"})
  void aFractionOrOverflowIsNoQuantity(String text) {
    assertThat(Decimals.parseQuantity(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "28500500, 2850.05",
    "28500000, 2850.00",
    "28500050, 2850.005",
    "1, 0.0001",
    "-125000, -12.50",
    "9223372036854775807, 922337203685477.5807",
    "-9223372036854775808, -922337203685477.5808",
  })
  void moneyIsWrittenWithTwoToFourDigits(long scaled, String text) {
    assertThat(Decimals.formatMoney(scaled)).isEqualTo(text);
  }

  @Test
  void whatIsWrittenIsReadBackAndEqualsBigDecimal() {
    var seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (var round = 0; round < 100_000; round++) {
      var scaled = random.nextLong() >> random.nextInt(63);
      var text = Decimals.formatMoney(scaled);
      assertThat(new BigDecimal(text)).isEqualByComparingTo(BigDecimal.valueOf(scaled, 4));
      if (scaled != Long.MIN_VALUE) {
        assertThat(Decimals.parseMoney(text)).hasValue(scaled);
      }
    }
  }
}
