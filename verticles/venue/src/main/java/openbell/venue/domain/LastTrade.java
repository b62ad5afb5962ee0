package openbell.venue.domain;

/**
 * The last price of a symbol, and between which prices it traded since its stop orders were last
 * looked through: one command may trade at many prices, and each of them may be a trigger.
 */
final class LastTrade {
  private long price;
  private long low = Long.MAX_VALUE;
  private long high;

  /** 0 before the first trade. */
  long price() {
    return price;
  }

  /** The lowest price of late; above all prices before the first trade. */
  long low() {
    return low;
  }

  /** The highest price of late, 0 before the first trade. */
  long high() {
    return high;
  }

  void traded(long tradePx) {
    price = tradePx;
    low = Math.min(low, tradePx);
    high = Math.max(high, tradePx);
  }

  /** What traded so far triggers nothing more; the last price alone still counts. */
  void settle() {
    low = price == 0 ? Long.MAX_VALUE : price;
    high = price;
  }

  void restore(long lastPx) {
    price = lastPx;
    settle();
  }
}
