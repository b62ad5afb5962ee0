package openbell.order.trigger.domain;

import static openbell.order.trigger.domain.Waiting.TCS;
import static openbell.order.trigger.domain.Waiting.above;
import static openbell.order.trigger.domain.Waiting.below;
import static openbell.order.trigger.domain.Waiting.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.UnaryOperator;
import openbell.order.domain.Refused;
import openbell.order.trigger.domain.Trigger.Met;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TriggerTest {
  private static final UUID ORDER = new UUID(1, 2);
  private static final long NOW = 2_000;
  private final Trigger gtt = on(TCS, 1, above(100));
  private final Trigger oco = on(TCS, 2, above(110), below(90));

  @ParameterizedTest
  @CsvSource({
    "AT_OR_ABOVE, 99, false",
    "AT_OR_ABOVE, 100, true",
    "AT_OR_ABOVE, 101, true",
    "AT_OR_BELOW, 101, false",
    "AT_OR_BELOW, 100, true",
    "AT_OR_BELOW, 99, true",
    "AT_OR_ABOVE, 9223372036854775807, true",
    "AT_OR_BELOW, 1, true"
  })
  void aTradeAtOrBeyondThePriceMeetsIt(Condition condition, long px, boolean met) {
    assertThat(on(TCS, 1, Waiting.leg(condition, 100)).legMetBy(at(px), NOW).isPresent())
        .isEqualTo(met);
  }

  private static TradePrint at(long px) {
    return Waiting.trade(TCS, px, NOW);
  }

  @ParameterizedTest
  @CsvSource({"101, 100, AT_OR_ABOVE", "99, 100, AT_OR_BELOW"})
  void conditionWaitsForThePriceToCome(long triggerPx, long lastPx, Condition condition) {
    assertThat(Condition.towards(triggerPx, lastPx)).contains(condition);
    assertThat(Condition.towards(lastPx, lastPx)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"110, 0", "111, 0", "90, 1", "89, 1", "100, -1"})
  void eachLegOfAnOcoHasItsSide(long px, int leg) {
    assertThat(oco.legMetBy(at(px), NOW).orElse(-1)).isEqualTo(leg);
  }

  @Test
  void lifeFromActiveToPlaced() {
    var met = oco.triggered(1, 89, 2_000);
    assertThat(met.status()).isEqualTo(TriggerStatus.TRIGGERED);
    assertThat(met.met()).contains(new Met(1, 89));
    assertThat(met.version()).isEqualTo(2);
    assertThat(met.legMetBy(at(110), NOW)).isEmpty();

    var placed = met.placed(ORDER, 3_000);
    assertThat(placed.status()).isEqualTo(TriggerStatus.TRIGGERED);
    assertThat(placed.orderId()).contains(ORDER);
    assertThat(placed.version()).isEqualTo(3);

    var rejected = met.rejected("funds.insufficient", 3_000);
    assertThat(rejected.status()).isEqualTo(TriggerStatus.REJECTED);
    assertThat(rejected.reason()).isEqualTo("funds.insufficient");
    assertThat(rejected.orderId()).isEmpty();
  }

  /** Nothing leads out of an end, and no order is placed twice. */
  @ParameterizedTest
  @EnumSource(TriggerStatus.class)
  void onlyActiveAndUnplacedOnesChange(TriggerStatus status) {
    var met = gtt.triggered(0, 100, 2_000);
    var at =
        switch (status) {
          case ACTIVE -> gtt;
          case TRIGGERED -> met.placed(ORDER, 3_000);
          case REJECTED -> met.rejected("x", 3_000);
          case CANCELLED -> gtt.cancelled(2_000);
          case EXPIRED -> gtt.expired(2_000);
        };
    List<UnaryOperator<Trigger>> ofActive =
        List.of(
            t -> t.triggered(0, 100, 4_000),
            t -> t.cancelled(4_000),
            t -> t.expired(4_000),
            t -> t.modified(List.of(), 4_000));
    List<UnaryOperator<Trigger>> ofMet =
        List.of(t -> t.placed(ORDER, 4_000), t -> t.rejected("y", 4_000));

    for (var change : ofActive) {
      if (status == TriggerStatus.ACTIVE) {
        assertThat(change.apply(at).version()).isEqualTo(2);
      } else {
        assertThatIllegalStateException().isThrownBy(() -> change.apply(at));
      }
    }
    for (var change : ofMet) {
      assertThatIllegalStateException().isThrownBy(() -> change.apply(at));
    }
  }

  @Test
  void changeArmsAnew() {
    var change = new LegChange(1, OptionalLong.of(95), OptionalLong.empty(), OptionalLong.of(20));
    var changed = oco.modified(List.of(change), 5_000);

    assertThat(changed.legs().getFirst()).isEqualTo(oco.legs().getFirst());
    assertThat(changed.legs().get(1)).isEqualTo(below(90).with(95, 90, 20));
    assertThat(changed.armedAt()).isEqualTo(5_000);
    assertThat(changed.legMetBy(Waiting.trade(TCS, 95, 4_999), 6_000)).isEmpty();
    assertThat(changed.legMetBy(Waiting.trade(TCS, 95, 5_000), 6_000)).hasValue(1);
    assertThat(changed.counts(4_999, 6_000)).isFalse();
    assertThat(changed.counts(5_000, 6_000)).isTrue();
  }

  /** An arming that lies ahead of the clock says that the clock was set back. */
  @ParameterizedTest
  @CsvSource({
    "999, 2000, false",
    "1000, 2000, true",
    "900, 950, true",
    "999999, 2000, true",
    "1000000, 2000, false"
  })
  void tradesBeforeTheArmingAndAfterTheExpiryDoNotCount(
      long publishedAt, long now, boolean counts) {
    assertThat(gtt.counts(publishedAt, now)).isEqualTo(counts);
  }

  @Test
  void ownerMayChangeOnlyWhatTheyHaveSeen() {
    var change =
        List.of(new LegChange(0, OptionalLong.of(95), OptionalLong.empty(), OptionalLong.empty()));

    assertThat(TriggerRules.modify(gtt, 1, change)).isEmpty();
    assertThat(code(TriggerRules.modify(gtt, 2, change))).isEqualTo("trigger.version_mismatch");
    assertThat(code(TriggerRules.modify(gtt.cancelled(2_000), 2, change)))
        .isEqualTo("trigger.not_active");
    assertThat(TriggerRules.cancel(gtt)).isEmpty();
    assertThat(TriggerRules.cancel(gtt.cancelled(2_000))).isEmpty();
    assertThat(code(TriggerRules.cancel(gtt.expired(2_000)))).isEqualTo("trigger.not_active");
    assertThat(code(TriggerRules.cancel(gtt.triggered(0, 100, 2_000))))
        .isEqualTo("trigger.not_active");
  }

  @Test
  void anAccountHasAHundredAtMost() {
    assertThat(TriggerRules.oneMore(99)).isEmpty();
    assertThat(code(TriggerRules.oneMore(100))).isEqualTo("trigger.too_many");
  }

  @Test
  void aTriggerHasOneOrTwoLegs() {
    assertThatIllegalArgumentException().isThrownBy(() -> on(TCS, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> on(TCS, 1, above(1), above(2), above(3)));
  }

  private static String code(Optional<Refused> refused) {
    return refused.orElseThrow().refusals().getFirst().code();
  }
}
