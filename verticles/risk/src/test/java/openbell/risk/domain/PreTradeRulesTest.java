package openbell.risk.domain;

import static openbell.risk.domain.Checks.LISTING;
import static openbell.risk.domain.Checks.OPEN;
import static openbell.risk.domain.Checks.at;
import static openbell.risk.domain.Checks.codes;
import static openbell.risk.domain.Checks.limit;
import static openbell.risk.domain.Checks.listing;
import static openbell.risk.domain.Checks.market;
import static openbell.risk.domain.Checks.only;
import static openbell.risk.domain.Checks.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreTradeRulesTest {
  private static final LastQuote FRESH = quote(1_000_000, 999_500, 1_000_500, 0);

  @Test
  void goodLimitOrderPassesAtItsPrice() {
    var verdict = Verdict.of(limit(20, 1_000_500), at(OPEN, FRESH));

    assertThat(verdict.refusals()).isEmpty();
    assertThat(verdict.worstPx()).isEqualTo(1_000_500);
    assertThat(verdict.tradeDate()).isEqualTo(20_260_105);
    assertThat(verdict.venuePartition()).isEqualTo(3);
    assertThat(verdict.currency()).isEqualTo("INR");
    assertThat(verdict.queue()).isFalse();
  }

  @Test
  void allViolationsAreToldInOneAnswer() {
    var order =
        new OrderToCheck(
            Side.BUY, OrdType.LIMIT, TimeInForce.FOK, 1_005, 2_000_001, 1, false, 20_260_105);
    var sunday = Instant.parse("2026-01-04T06:00:00Z");

    assertThat(codes(order, at(sunday, LastQuote.NONE)))
        .containsExactly(
            "market.closed",
            "order.validity_not_in_phase",
            "order.expire_date_not_allowed",
            "order.quantity_off_lot",
            "order.quantity_too_large",
            "order.price_off_tick",
            "risk.price_band",
            "order.trigger_price_not_allowed",
            "order.value_too_large");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, -10, Long.MIN_VALUE})
  void quantityIsAboveZero(long qty) {
    assertThat(only(limit(qty, 1_000_000), at(OPEN, FRESH)).code())
        .isEqualTo("order.quantity_not_positive");
  }

  @ParameterizedTest
  @CsvSource({"5, 10", "11, '10, 20'", "999, '990, 1000'"})
  void quantityIsInLotsOrTheNearestAreTold(long qty, String nearest) {
    var refusal = only(limit(qty, 1_000_000), at(OPEN, FRESH));

    assertThat(refusal.code()).isEqualTo("order.quantity_off_lot");
    assertThat(refusal.hint()).isEqualTo(nearest);
    assertThat(refusal.pointer()).isEqualTo("/quantity");
  }

  @Test
  void hugeQuantityIsTooLargeAndTooDear() {
    assertThat(codes(limit(Long.MAX_VALUE / 10 * 10, 1_000_000), at(OPEN, FRESH)))
        .containsExactly("order.quantity_too_large", "order.value_too_large");
  }

  @Test
  void valueIsCutInMoneyToo() {
    var dear = new Listing("XNSE:TCS", "INR", 500, 10, 1_000_000, 2_000, 100_000, 3, true);

    assertThat(codes(limit(1_000, 1_000_000), listing(dear))).isEmpty();
    assertThat(only(limit(1_010, 1_000_000), listing(dear)).code())
        .isEqualTo("order.value_too_large");
  }

  @ParameterizedTest
  @CsvSource({"1000001, '100.00, 100.05'", "999999, '99.95, 100.00'", "1000499, '100.00, 100.05'"})
  void priceIsOnTheTickOrTheNearestAreTold(long price, String nearest) {
    var refusal = only(limit(10, price), at(OPEN, FRESH));

    assertThat(refusal.code()).isEqualTo("order.price_off_tick");
    assertThat(refusal.hint()).isEqualTo(nearest);
  }

  @Test
  void absurdPricesAreRefusedNotThrown() {
    assertThat(codes(limit(10, Long.MAX_VALUE), at(OPEN, FRESH)))
        .containsExactly("order.price_off_tick", "risk.price_band", "order.value_too_large");
    assertThat(codes(limit(10, Long.MIN_VALUE), at(OPEN, FRESH)))
        .containsExactly("order.price_not_positive");
    assertThat(codes(limit(10, 1), at(OPEN, FRESH)))
        .containsExactly("order.price_off_tick", "risk.price_band");
  }

  @ParameterizedTest
  @CsvSource({"800000, ''", "799500, risk.price_band", "1200000, ''", "1200500, risk.price_band"})
  void limitLiesWithinTheBandAroundTheLastTrade(long price, String code) {
    assertThat(String.join(",", codes(limit(10, price), at(OPEN, FRESH)))).isEqualTo(code);
  }

  @Test
  void bandOfAnUntradedInstrumentLiesAroundItsLastClose() {
    assertThat(codes(limit(10, 1_200_500), at(OPEN, LastQuote.NONE)))
        .containsExactly("risk.price_band");
    assertThat(only(limit(10, 1_200_500), at(OPEN, LastQuote.NONE)).hint())
        .isEqualTo("80.00 to 120.00");
  }

  @Test
  void marketOrderIsProtectedByTheBandRoundedInwards() {
    var quote = quote(1_000_001, 0, 0, 0);

    assertThat(Verdict.of(market(Side.BUY, 10), at(OPEN, quote)).worstPx()).isEqualTo(1_200_000);
    assertThat(Verdict.of(market(Side.SELL, 10), at(OPEN, quote)).worstPx()).isEqualTo(800_500);
  }

  @Test
  void marketOrderTakesTheOppositeSideWhereNothingTraded() {
    var quote = quote(0, 500_000, 600_000, 9_999);

    assertThat(Verdict.of(market(Side.BUY, 10), at(OPEN, quote)).worstPx()).isEqualTo(720_000);
    assertThat(Verdict.of(market(Side.SELL, 10), at(OPEN, quote)).worstPx()).isEqualTo(400_000);
  }

  @Test
  void marketOrderWithoutAFreshPriceIsRefused() {
    assertThat(codes(market(Side.BUY, 10), at(OPEN, quote(1_000_000, 0, 0, 10_001))))
        .containsExactly("market.no_reference_price");
    assertThat(codes(market(Side.BUY, 10), at(OPEN, quote(1_000_000, 0, 0, 10_000)))).isEmpty();
    assertThat(codes(market(Side.SELL, 10), at(OPEN, quote(0, 0, 1_000_000, 0))))
        .containsExactly("market.no_reference_price");
    assertThat(codes(market(Side.SELL, 10), at(OPEN, LastQuote.NONE)))
        .containsExactly("market.no_reference_price");
  }

  @Test
  void absurdReferenceIsNone() {
    assertThat(codes(market(Side.BUY, 10), at(OPEN, quote(Long.MAX_VALUE, 0, 0, 0))))
        .containsExactly("market.no_reference_price");
  }

  @Test
  void protectionOfACheapSellIsATick() {
    assertThat(Verdict.of(market(Side.SELL, 10), at(OPEN, quote(100, 0, 0, 0))).worstPx())
        .isEqualTo(500);
  }

  @Test
  void priceAndTypeFitEachOther() {
    var marketWithPrice =
        new OrderToCheck(Side.BUY, OrdType.MARKET, TimeInForce.DAY, 10, 1_000_000, 0, false, 0);

    assertThat(codes(marketWithPrice, at(OPEN, FRESH))).containsExactly("order.price_not_allowed");
    assertThat(codes(limit(10, 0), at(OPEN, FRESH))).containsExactly("order.price_not_positive");
  }

  @Test
  void instrumentThatIsNotTradedIsRefused() {
    var halted = new Listing(LISTING.symbol(), "INR", 500, 10, 1_000_000, 2_000, 1_000, 3, false);

    assertThat(codes(limit(10, 1_000_000), listing(halted)))
        .containsExactly("instrument.not_tradable");
  }

  @Test
  void demoMarketIsOpenAtAnyHour() {
    var sunday = Instant.parse("2026-01-04T20:00:00Z");

    assertThat(codes(limit(10, 1_000_000), Checks.alwaysOpen(sunday))).isEmpty();
    assertThat(Verdict.of(limit(10, 1_000_000), Checks.alwaysOpen(sunday)).tradeDate())
        .isEqualTo(20_260_105);
  }
}
