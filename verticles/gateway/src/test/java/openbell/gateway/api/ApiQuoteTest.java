package openbell.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import openbell.wire.marketdata.Quote;
import org.junit.jupiter.api.Test;

class ApiQuoteTest {
  @Test
  void changeIsThatOfANaiveRecomputation() {
    var seed = Long.getLong("openbell.seed", System.nanoTime());
    System.out.println("-Dopenbell.seed=" + seed);
    var dice = new Random(seed);
    for (var round = 0; round < 10_000; round++) {
      var last = 1 + dice.nextLong(dice.nextBoolean() ? 100_000_000L : 1_000_000_000_000_000L);
      var close = 1 + dice.nextLong(dice.nextBoolean() ? 100_000_000L : 1_000_000_000_000_000L);
      var json =
          ApiQuote.json("A", Quote.newBuilder().setLastPx(last).setPreviousClosePx(close).build());

      var change = BigDecimal.valueOf(last - close, 4);
      assertThat(new BigDecimal(json.getString("change"))).isEqualByComparingTo(change);
      assertThat(new BigDecimal(json.getString("changePercent")))
          .as("%s after %s", last, close)
          .isEqualByComparingTo(
              change
                  .movePointRight(2)
                  .divide(BigDecimal.valueOf(close, 4), 2, RoundingMode.HALF_UP));
    }
  }

  @Test
  void priceFarBeyondTheCloseHasAPercentageToo() {
    var quote = Quote.newBuilder().setLastPx(Long.MAX_VALUE).setPreviousClosePx(1).build();

    assertThat(ApiQuote.json("A", quote).getString("changePercent"))
        .isEqualTo("922337203685477580600.00");
  }

  @Test
  void whatIsNotKnownIsAbsent() {
    var json = ApiQuote.json("A", Quote.newBuilder().setLastPx(10_000).build());

    assertThat(json.fieldNames())
        .contains("ltp")
        .doesNotContain("change", "changePercent", "vwap", "consolidatedVwap", "outlier", "stale");
  }

  @Test
  void averageOverAllVenuesAndTheOutlierFlagAreShown() {
    var json =
        ApiQuote.json(
            "A", Quote.newBuilder().setConsolidatedVwapPx(28_500_500).setOutlier(true).build());

    assertThat(json.getString("consolidatedVwap")).isEqualTo("2850.05");
    assertThat(json.getBoolean("outlier")).isTrue();
  }
}
