package openbell.order.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import openbell.model.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeeScheduleTest {
  @ParameterizedTest
  @CsvSource({
    "HALF_UP, 500, 100",
    "HALF_UP, 499, 0",
    "UP, 1, 100",
    "UP, 0, 0",
    "DOWN, 999, 0",
    "HALF_EVEN, 500, 0",
    "HALF_EVEN, 1500, 200",
    "HALF_EVEN, 501, 100"
  })
  void itemIsRoundedOnceToTheMinorUnitByItsMode(RoundingMode mode, long turnover, long charge) {
    assertThat(one(100_000, mode, 0, Long.MAX_VALUE).charges(Side.BUY, turnover)).isEqualTo(charge);
  }

  @Test
  void itemIsRaisedToItsMinimumAndCutToItsMaximum() {
    var schedule = one(1_000, RoundingMode.HALF_UP, 500, 90_000);

    assertThat(schedule.charges(Side.BUY, 0)).isZero();
    assertThat(schedule.charges(Side.BUY, 1)).isEqualTo(500);
    assertThat(schedule.charges(Side.BUY, 10_000_000)).isEqualTo(10_000);
    assertThat(schedule.charges(Side.BUY, 1_000_000_000)).isEqualTo(90_000);
  }

  @Test
  void itemOfOneSideIsNotChargedToTheOther() {
    var sellOnly =
        new FeeItem(
            "tax", Optional.of(Side.SELL), Set.of(), 1_000, RoundingMode.UP, 0, Long.MAX_VALUE);
    var schedule = new FeeSchedule(List.of(sellOnly));

    assertThat(schedule.charges(Side.BUY, 1_000_000)).isZero();
    assertThat(schedule.charges(Side.SELL, 1_000_000)).isEqualTo(1_000);
  }

  @Test
  void itemMayBeChargedOnItemsBeforeIt() {
    // 10,000.00: brokerage 3.00, exchange 0.30, stamp 1.50, 18 % of 3.30 = 0.594
    assertThat(Orders.NSE.charges(Side.BUY, 100_000_000))
        .isEqualTo(30_000 + 3_000 + 15_000 + 5_900);
  }

  @Test
  void itemOnOneThatDoesNotStandBeforeItIsNoSchedule() {
    var gst =
        new FeeItem(
            "gst", Optional.empty(), Set.of("later"), 1, RoundingMode.UP, 0, Long.MAX_VALUE);

    assertThatIllegalArgumentException().isThrownBy(() -> new FeeSchedule(List.of(gst)));
  }

  @Test
  void shrinkingItemIsNoSchedule() {
    assertThatIllegalArgumentException().isThrownBy(() -> one(-1, RoundingMode.UP, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> one(1, RoundingMode.UP, 2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> one(1, RoundingMode.FLOOR, 0, 1));
  }

  @Test
  void hugeTurnoverIsExactOrAnError() {
    var all = one(1_000_000, RoundingMode.HALF_UP, 0, Long.MAX_VALUE);

    assertThat(all.charges(Side.BUY, Long.MAX_VALUE)).isEqualTo(9_223_372_036_854_775_800L);
    var twice = new FeeSchedule(List.of(all.items().getFirst(), all.items().getFirst()));
    assertThatThrownBy(() -> twice.charges(Side.BUY, Long.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }

  private static FeeSchedule one(long ratePpm, RoundingMode mode, long minimum, long maximum) {
    return new FeeSchedule(
        List.of(new FeeItem("item", Optional.empty(), Set.of(), ratePpm, mode, minimum, maximum)));
  }
}
