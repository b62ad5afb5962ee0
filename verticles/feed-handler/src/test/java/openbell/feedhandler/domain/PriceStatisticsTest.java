package openbell.feedhandler.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PriceStatisticsTest {
  private static final long MINUTE = 60_000_000;
  private static final long PX = 28_500_000;

  private final PriceStatistics statistics = new PriceStatistics();

  @Test
  void aPriceFarFromTheHoursMeanIsAnOutlierOnce() {
    feedUsualPrices(0);

    assertThat(statistics.isOutlier(PX + 3_000, MINUTE)).isTrue();
    assertThat(statistics.isOutlier(PX + 500, MINUTE)).isFalse();
    assertThat(statistics.isOutlier(PX - 3_000, MINUTE)).isTrue();
  }

  @Test
  void tooFewPricesSayNothing() {
    for (var i = 0; i < PriceStatistics.MIN_PRICES - 1; i++) {
      statistics.isOutlier(PX + i % 2, 0);
    }

    assertThat(statistics.isOutlier(2 * PX, 0)).isFalse();
  }

  @Test
  void pricesThatNeverMovedMakeNoOutlier() {
    for (var i = 0; i < 100; i++) {
      statistics.isOutlier(PX, 0);
    }

    assertThat(statistics.isOutlier(PX + 500, 0)).isFalse();
  }

  @Test
  void whatIsOlderThanAnHourIsForgotten() {
    feedUsualPrices(0);

    assertThat(statistics.isOutlier(PX + 3_000, 66 * MINUTE)).isFalse();
  }

  @Test
  void aClockThatJumpsBackChangesNothing() {
    feedUsualPrices(60 * MINUTE);

    assertThat(statistics.isOutlier(PX + 3_000, 0)).isTrue();
    assertThat(statistics.isOutlier(PX, Long.MIN_VALUE)).isFalse();
  }

  @Test
  void saysWhatANaiveRecomputationSays() {
    var seed = Long.getLong("openbell.seed", 20_261_121L);
    System.out.println("-Dopenbell.seed=" + seed);
    var dice = new Random(seed);
    var prices = new ArrayList<long[]>();
    var micros = 0L;
    var outliers = 0;
    for (var i = 0; i < 20_000; i++) {
      micros += dice.nextLong(MINUTE / 4);
      var px = PX + Math.round(dice.nextGaussian() * 1_000) * (dice.nextInt(50) == 0 ? 5 : 1);
      var outlier = isOutlierNaively(prices, px, micros);
      assertThat(statistics.isOutlier(px, micros)).as("price %s", i).isEqualTo(outlier);
      prices.add(new long[] {px, micros});
      outliers += outlier ? 1 : 0;
    }
    assertThat(outliers).isPositive();
  }

  /** Over the same twelve buckets of five minutes, the newest included. */
  private static boolean isOutlierNaively(List<long[]> prices, long px, long micros) {
    var oldest = (micros / (5 * MINUTE) - 11) * 5 * MINUTE;
    var recent = prices.stream().filter(price -> price[1] >= oldest).mapToLong(price -> price[0]);
    var values = recent.toArray();
    if (values.length < PriceStatistics.MIN_PRICES) {
      return false;
    }
    double mean = java.util.Arrays.stream(values).average().orElseThrow();
    double variance =
        java.util.Arrays.stream(values).mapToDouble(v -> (v - mean) * (v - mean)).sum()
            / values.length;
    return Math.abs(px - mean) > 3 * Math.sqrt(variance);
  }

  private void feedUsualPrices(long micros) {
    for (var i = 0; i < 100; i++) {
      statistics.isOutlier(PX + (i % 2 == 0 ? 500 : -500), micros);
    }
  }
}
