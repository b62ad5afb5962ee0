package openbell.feedhandler.domain;

/**
 * What was published of a symbol before this process began to: from it (epoch, seq) go on rising
 * and the day's figures go on.
 *
 * @param asOf the stamp of the last change, microseconds
 */
public record DaySnapshot(
    long epoch, long asOf, long lastPx, long lastQty, Ohlc ohlc, long volume, long vwapPx) {
  /** Open, high, low of the day and the close of the day before; 0 where there is none. */
  public record Ohlc(long openPx, long highPx, long lowPx, long previousClosePx) {}
}
