package openbell.feedhandler.domain;

import java.util.Arrays;

/**
 * Mean and standard deviation of a symbol's trade prices over the last hour, in buckets of five
 * minutes. Statistics, so in {@code double}; money is never computed from them. Prices are summed
 * as distances from the first one, which keeps their squares exact enough. Fixed size; allocates
 * nothing per price.
 */
final class PriceStatistics {
  /** Fewer prices than this say nothing about what is usual. */
  static final int MIN_PRICES = 30;

  private static final long BUCKET_MICROS = 300_000_000;
  private static final int BUCKETS = 12;
  private static final double SIGMAS = 3;

  private final int[] counts = new int[BUCKETS];
  private final double[] sums = new double[BUCKETS];
  private final double[] squares = new double[BUCKETS];
  private long newestBucket = Long.MIN_VALUE;
  private long originPx;

  /**
   * Adds a price; returns whether it is more than three standard deviations from the mean of those
   * before it.
   *
   * @param px 1/10,000
   * @param micros the feed's stamp; an earlier one than the newest counts as the newest
   */
  boolean isOutlier(long px, long micros) {
    turnTo(Math.floorDiv(micros, BUCKET_MICROS));
    var count = total();
    if (count == 0) {
      originPx = px;
    }
    var distance = (double) (px - originPx);
    var outlier = count >= MIN_PRICES && isFar(distance, count);
    var bucket = Math.floorMod(newestBucket, BUCKETS);
    counts[bucket]++;
    sums[bucket] += distance;
    squares[bucket] += distance * distance;
    return outlier;
  }

  private int total() {
    var total = 0;
    for (var count : counts) {
      total += count;
    }
    return total;
  }

  private boolean isFar(double distance, int count) {
    double sum = 0;
    double square = 0;
    for (var bucket = 0; bucket < BUCKETS; bucket++) {
      sum += sums[bucket];
      square += squares[bucket];
    }
    var mean = sum / count;
    var variance = Math.max(0, square / count - mean * mean);
    return Math.abs(distance - mean) > SIGMAS * Math.sqrt(variance) && variance > 0;
  }

  /** Forgets the buckets that an hour has passed over. */
  private void turnTo(long bucket) {
    if (bucket <= newestBucket) {
      return;
    }
    if (newestBucket == Long.MIN_VALUE || bucket - newestBucket >= BUCKETS) {
      clear(0, BUCKETS);
    } else {
      for (var passed = newestBucket + 1; passed <= bucket; passed++) {
        var index = Math.floorMod(passed, BUCKETS);
        clear(index, index + 1);
      }
    }
    newestBucket = bucket;
  }

  private void clear(int from, int to) {
    Arrays.fill(counts, from, to, 0);
    Arrays.fill(sums, from, to, 0);
    Arrays.fill(squares, from, to, 0);
  }
}
