package openbell.risk.domain;

import static openbell.risk.domain.Checks.OPEN;
import static openbell.risk.domain.Checks.at;
import static openbell.risk.domain.Checks.codes;
import static openbell.risk.domain.Checks.fatFinger;
import static openbell.risk.domain.Checks.only;
import static openbell.risk.domain.Checks.order;
import static openbell.risk.domain.Checks.queued;
import static openbell.risk.domain.Checks.quote;
import static openbell.risk.domain.Checks.standing;
import static openbell.risk.domain.Checks.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.model.TradingHalt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types, validities, phases and what staff have set; last trade 100.00, tick 0.05, band 20 %. */
class OrderTypesTest {
  private static final LastQuote FRESH = quote(1_000_000, 999_500, 1_000_500, 0);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # type,     validity, 09:05 (pre-open),              10:00,                        18:00
          LIMIT,      DAY,      -,                            -,                            market.closed
          LIMIT,      GTC,      -,                            -,                            market.closed
          LIMIT,      IOC,      order.validity_not_in_phase,  -,                            market.closed order.validity_not_in_phase
          LIMIT,      FOK,      order.validity_not_in_phase,  -,                            market.closed order.validity_not_in_phase
          MARKET,     DAY,      -,                            -,                            market.closed
          MARKET,     IOC,      order.validity_not_in_phase,  -,                            market.closed order.validity_not_in_phase
          MARKET,     FOK,      order.validity_not_in_phase,  -,                            market.closed order.validity_not_in_phase
          MARKET,     GTC,      order.validity_not_supported, order.validity_not_supported, market.closed order.validity_not_supported
          STOP,       DAY,      order.type_not_in_phase,      -,                            market.closed order.type_not_in_phase
          STOP,       GTC,      order.type_not_in_phase,      -,                            market.closed order.type_not_in_phase
          STOP,       IOC,      order.type_not_in_phase order.validity_not_supported, order.validity_not_supported, market.closed order.type_not_in_phase order.validity_not_supported
          STOP_LIMIT, DAY,      order.type_not_in_phase,      -,                            market.closed order.type_not_in_phase
          STOP_LIMIT, FOK,      order.type_not_in_phase order.validity_not_supported, order.validity_not_supported, market.closed order.type_not_in_phase order.validity_not_supported
          """)
  void phasesTakeTypesAndValidities(
      OrdType type, TimeInForce validity, String preOpen, String regular, String closed) {
    var limited = type == OrdType.LIMIT || type == OrdType.STOP_LIMIT;
    var triggered = type == OrdType.STOP || type == OrdType.STOP_LIMIT;
    var order = order(Side.BUY, type, validity, limited ? 1_010_000 : 0, triggered ? 1_005_000 : 0);

    assertThat(codesAt(order, "2026-01-05T03:35:00Z")).isEqualTo(preOpen);
    assertThat(codesAt(order, "2026-01-05T04:30:00Z")).isEqualTo(regular);
    assertThat(codesAt(order, "2026-01-05T12:30:00Z")).isEqualTo(closed);
  }

  /** Joined; null for none. The last trade was at that instant. */
  private static String codesAt(OrderToCheck order, String now) {
    var instant = Instant.parse(now);
    var quote = new LastQuote(1_000_000, 0, 0, instant.toEpochMilli() * 1_000);
    var codes = codes(order, at(instant, quote));
    return codes.isEmpty() ? null : String.join(" ", codes);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T10:30:00Z, 20260106", // after the close of a Monday
    "2026-01-05T10:15:00Z, 20260106", // post-close
    "2026-01-05T02:00:00Z, 20260105", // before the day begins
    "2026-01-03T04:30:00Z, 20260105", // a Saturday
    "2026-01-25T04:30:00Z, 20260127" // a Sunday before a holiday
  })
  void orderThatMayWaitIsQueuedForTheNextSession(String now, int tradeDate) {
    var order = queued(order(Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 1_000_000, 0));

    var verdict = Verdict.of(order, at(Instant.parse(now), LastQuote.NONE));

    assertThat(verdict.refusals()).isEmpty();
    assertThat(verdict.queue()).isTrue();
    assertThat(verdict.tradeDate()).isEqualTo(tradeDate);
  }

  @Test
  void orderThatMayWaitIsNotQueuedWhileTheMarketTakesIt() {
    var order = queued(order(Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 1_000_000, 0));

    assertThat(Verdict.of(order, at(OPEN, FRESH)).queue()).isFalse();
    assertThat(Verdict.of(order, at(Instant.parse("2026-01-05T03:35:00Z"), FRESH)).queue())
        .isFalse();
  }

  @Test
  void closedMarketHintsAtQueueing() {
    var order = order(Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 1_000_000, 0);
    var sunday = Instant.parse("2026-01-04T06:00:00Z");

    assertThat(only(order, at(sunday, FRESH)).hint()).isEqualTo("queueIfClosed");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          GTD, 20260105, -
          GTD, 20270105, -
          GTD, 20270106, order.expire_date_too_far
          GTD, 20260104, order.expire_date_past
          GTD, 0,        order.expire_date_missing
          GTD, 20260230, order.expire_date_invalid
          GTD, -1,       order.expire_date_invalid
          GTD, 2147483647, order.expire_date_invalid
          DAY, 20260105, order.expire_date_not_allowed
          GTC, 20260105, order.expire_date_not_allowed
          """)
  void expireDateIsOfGtdAloneAndWithinAYear(TimeInForce validity, int date, String code) {
    assertThat(String.join(" ", codes(until(validity, date), at(OPEN, FRESH))))
        .isEqualTo(code == null ? "" : code);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          BUY,  1000500, -
          BUY,  1200000, -
          BUY,  1000000, order.trigger_price_wrong_side
          BUY,  990000,  order.trigger_price_wrong_side
          SELL, 999500,  -
          SELL, 800000,  -
          SELL, 1000000, order.trigger_price_wrong_side
          BUY,  1000501, order.trigger_price_off_tick
          BUY,  1200500, order.trigger_price_out_of_band
          SELL, 799500,  order.trigger_price_out_of_band
          BUY,  0,       order.trigger_price_not_positive
          SELL, -500,    order.trigger_price_not_positive
          BUY,  9223372036854775807, order.trigger_price_off_tick order.trigger_price_out_of_band
          """)
  void triggerPriceIsChecked(Side side, long stopPx, String code) {
    var order = order(side, OrdType.STOP, TimeInForce.DAY, 0, stopPx);

    assertThat(String.join(" ", codes(order, at(OPEN, FRESH)))).isEqualTo(code == null ? "" : code);
  }

  @Test
  void stopIsProtectedByTheBandAroundItsTriggerRoundedInwards() {
    var buy = order(Side.BUY, OrdType.STOP, TimeInForce.DAY, 0, 1_010_500);
    var sell = order(Side.SELL, OrdType.STOP, TimeInForce.DAY, 0, 990_500);

    assertThat(Verdict.of(buy, at(OPEN, FRESH)).worstPx()).isEqualTo(1_212_500);
    assertThat(Verdict.of(sell, at(OPEN, FRESH)).worstPx()).isEqualTo(792_500);
  }

  @Test
  void worstPriceOfStopLimitIsItsLimit() {
    var order = order(Side.BUY, OrdType.STOP_LIMIT, TimeInForce.GTC, 1_020_000, 1_010_000);

    assertThat(Verdict.of(order, at(OPEN, FRESH)).worstPx()).isEqualTo(1_020_000);
  }

  @Test
  void triggerPriceBelongsToStopsAlone() {
    var order = order(Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 1_000_000, 1_010_000);

    assertThat(only(order, at(OPEN, FRESH)).code()).isEqualTo("order.trigger_price_not_allowed");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          BUY,  LIMIT,      1100000, 0,       -
          BUY,  LIMIT,      1100500, 0,       risk.fat_finger
          BUY,  LIMIT,      850000,  0,       -
          SELL, LIMIT,      900000,  0,       -
          SELL, LIMIT,      899500,  0,       risk.fat_finger
          SELL, LIMIT,      1150000, 0,       -
          BUY,  STOP_LIMIT, 1155000, 1050000, -
          BUY,  STOP_LIMIT, 1155500, 1050000, risk.fat_finger
          """)
  void limitFarBeyondTheMarketIsAFatFinger(
      Side side, OrdType type, long price, long stopPx, String code) {
    var order = order(side, type, TimeInForce.DAY, price, stopPx);

    assertThat(String.join(" ", codes(order, fatFinger(1_000))))
        .isEqualTo(code == null ? "" : code);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          NONE,        false, -
          HALTED,      false, market.halted
          CANCEL_ONLY, false, market.cancel_only
          NONE,        true,  risk.instrument_restricted
          HALTED,      true,  risk.instrument_restricted market.halted
          """)
  void whatStaffHaveSetRefuses(TradingHalt halt, boolean restricted, String code) {
    var order = order(Side.SELL, OrdType.LIMIT, TimeInForce.DAY, 1_000_000, 0);

    assertThat(String.join(" ", codes(order, standing(halt, restricted))))
        .isEqualTo(code == null ? "" : code);
  }

  @Test
  void verdictTellsWhatItLookedAt() {
    var order = order(Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 1_000_000, 0);

    var inputs = Verdict.of(order, standing(TradingHalt.NONE, false)).inputs().orElseThrow();

    assertThat(inputs)
        .isEqualTo(
            new RuleInputs(
                1_000_000,
                0,
                new PriceBand(800_000, 1_200_000),
                500,
                10,
                openbell.model.market.TradingPhase.REGULAR,
                TradingHalt.NONE,
                7,
                OPEN.toEpochMilli() * 1_000));
  }
}
