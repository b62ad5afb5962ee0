package openbell.quotefanout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import openbell.model.Decimals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameBytesTest {
  private final FrameBytes out = new FrameBytes(1);

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        9,
        10,
        99,
        100,
        9_999,
        10_000,
        28_500_500,
        -1,
        -10_000,
        999_999_999_999_999_999L,
        1_000_000_000_000_000_000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
      })
  void numbersAndMoneyAreThoseOfTheModel(long value) {
    assertThat(out.clear(0).number(value).toString()).isEqualTo(Long.toString(value));
    assertThat(out.clear(0).money(value).toString()).isEqualTo(Decimals.formatMoney(value));
  }

  @Test
  void anyNumberAndMoneyAreThoseOfTheModel() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    for (var i = 0; i < 10_000; i++) {
      var value = random.nextLong() >> random.nextInt(64);
      assertThat(out.clear(0).number(value).toString()).as("seed %d", seed).isEqualTo("" + value);
      assertThat(out.clear(0).money(value).toString())
          .as("seed %d", seed)
          .isEqualTo(Decimals.formatMoney(value));
    }
  }

  @Test
  void escapesInPlaceAndPutsAPrefixIntoItsRoom() {
    out.clear(4).raw(FrameBytes.ascii("a"));
    var from = out.length();
    out.raw(FrameBytes.ascii("{\"b\\\":1}")).escapeFrom(from).put('z');

    out.prefix(FrameBytes.ascii("[("));

    assertThat(out.toString()).isEqualTo("[(a{\\\"b\\\\\\\":1}z");
  }
}
