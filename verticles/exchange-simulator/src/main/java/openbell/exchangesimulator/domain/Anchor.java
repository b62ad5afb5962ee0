package openbell.exchangesimulator.domain;

import java.util.function.LongSupplier;

/**
 * The price that draws a market back, and how far the market may be away from it. Asked on the
 * market's thread.
 *
 * @param px asked again for each step: it may move
 * @param reachBps the farthest distance, in 1/10,000 of the price
 * @param leastTicks the farthest distance is never less, where a tick is a large part of the price
 */
record Anchor(LongSupplier px, int reachBps, int leastTicks) {
  private static final int CLOSE_REACH_BPS = 300;
  private static final int LISTING_REACH_BPS = 10;
  private static final int LISTING_LEAST_TICKS = 3;

  /** The close of the day before: a market of its own. */
  static Anchor previousClose(Listing listing) {
    return new Anchor(listing::previousClose, CLOSE_REACH_BPS, 0);
  }

  /** The price of the same share in another market: arbitrage leaves no more than 0.1 %. */
  static Anchor sameShare(SimulatedMarket elsewhere) {
    return new Anchor(elsewhere::fairPrice, LISTING_REACH_BPS, LISTING_LEAST_TICKS);
  }

  long ticks(long tickSize) {
    return px.getAsLong() / tickSize;
  }

  /** In ticks, from {@link #ticks}. */
  long reach(long tickSize) {
    return Math.max(leastTicks, ticks(tickSize) * reachBps / 10_000);
  }
}
