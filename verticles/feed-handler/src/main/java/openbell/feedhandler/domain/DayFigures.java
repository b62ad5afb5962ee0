package openbell.feedhandler.domain;

/**
 * Open, high, low, volume and turnover of one symbol's trade date, and the close before it. 0 is
 * "none yet". Owned by one {@link SymbolState}.
 */
public final class DayFigures {
  private final TradeDays days;
  private final Turnover turnover = new Turnover();
  private long dayEnd;
  private long tradeDate = Long.MIN_VALUE;
  private long openPx;
  private long highPx;
  private long lowPx;
  private long previousClosePx;
  private long volume;
  private boolean incomplete;

  DayFigures(TradeDays days) {
    this.days = days;
  }

  /** The reference data's close, as long as no trade of today says more. */
  void listPreviousClose(long px) {
    if (openPx == 0 && px > 0) {
      previousClosePx = px;
    }
  }

  /** Goes on from what was published before; an earlier date's last price is the close before. */
  void restore(DaySnapshot before, long nowMicros) {
    dayEnd = days.endOfDay(before.asOf());
    if (nowMicros >= dayEnd) {
      previousClosePx = before.lastPx();
      return;
    }
    tradeDate = days.dateOf(before.asOf());
    openPx = before.ohlc().openPx();
    highPx = before.ohlc().highPx();
    lowPx = before.ohlc().lowPx();
    previousClosePx = before.ohlc().previousClosePx();
    volume = before.volume();
    turnover.reset(before.vwapPx(), before.volume());
    markIncomplete();
  }

  /** Trades of this day may have been missed; so until the next day begins. */
  void markIncomplete() {
    incomplete = true;
  }

  /**
   * Adds a trade; the first one after midnight of the market begins a new date, and one of the date
   * before that comes after it is left out.
   */
  void trade(FeedTrade trade, long lastPxBefore) {
    if (trade.transactTime() >= dayEnd) {
      begin(trade.transactTime(), lastPxBefore);
    } else if (days.dateOf(trade.transactTime()) < tradeDate) {
      return;
    }
    openPx = openPx == 0 ? trade.px() : openPx;
    highPx = Math.max(highPx, trade.px());
    lowPx = lowPx == 0 ? trade.px() : Math.min(lowPx, trade.px());
    volume = Math.addExact(volume, trade.qty());
    turnover.add(trade.px(), trade.qty());
  }

  private void begin(long stamp, long lastPxBefore) {
    if (openPx != 0) {
      previousClosePx = lastPxBefore;
    }
    dayEnd = days.endOfDay(stamp);
    tradeDate = days.dateOf(stamp);
    openPx = 0;
    highPx = 0;
    lowPx = 0;
    volume = 0;
    incomplete = false;
    turnover.reset(0, 0);
  }

  public long openPx() {
    return openPx;
  }

  public long highPx() {
    return highPx;
  }

  public long lowPx() {
    return lowPx;
  }

  public long previousClosePx() {
    return previousClosePx;
  }

  public long volume() {
    return volume;
  }

  /** Whether trades of the day may be missing from the volume. */
  public boolean incomplete() {
    return incomplete;
  }

  /** The date of these figures in days since 1970-01-01; far in the past before the first trade. */
  long tradeDate() {
    return tradeDate;
  }

  void addTurnoverTo(Turnover sum) {
    sum.add(turnover);
  }

  /** Volume-weighted average price, 1/10,000, rounded down. */
  public long vwapPx() {
    return turnover.vwapPx(volume);
  }
}
