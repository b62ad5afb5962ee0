package openbell.feedhandler.domain;

/**
 * What is known of one symbol: book, last trade, the day's figures. Gives (epoch, seq): the epoch
 * is fixed when the feed is taken over, seq rises by one per accepted update. Changed by {@link
 * Normaliser} alone; allocates nothing per update.
 */
public final class SymbolState {
  private final int index;
  private final String symbol;
  private final DayFigures day;
  private final DepthLevels bids = new DepthLevels();
  private final DepthLevels asks = new DepthLevels();
  private final LevelsEdit bidsEdit = new LevelsEdit();
  private final LevelsEdit asksEdit = new LevelsEdit();
  private final PriceStatistics statistics = new PriceStatistics();
  private long tickSize;
  private boolean inStep;
  private int line;
  private ShareListings share = new ShareListings();
  private long epoch;
  private long seq;
  private long lastPx;
  private long lastQty;
  private long asOf;
  // A symbol is stale until its line has spoken of it.
  private boolean stale = true;
  private boolean heard;
  private boolean outlier;
  // What was shown before the line in use began to speak: nothing of it is shown as new again.
  private long shownAsOf;
  private long lastTradeAt = Long.MIN_VALUE;
  private long countedTo = Long.MIN_VALUE;
  private boolean changed;
  private boolean depthChanged;

  /** The epoch is the instant at which this process took the feed over. */
  SymbolState(int index, Listing listing, TradeDays days, long startMicros) {
    this.index = index;
    this.symbol = listing.symbol().intern();
    this.day = new DayFigures(days);
    this.epoch = startMicros;
    list(listing);
  }

  /** Takes over a changed listing. */
  void list(Listing listing) {
    inStep &= tickSize == listing.tickSize();
    tickSize = listing.tickSize();
    line = listing.line();
    day.listPreviousClose(listing.previousClosePx());
    seq++;
  }

  /** Goes on from what was published before, in a newer epoch. */
  void restore(DaySnapshot before, long nowMicros) {
    epoch = Math.max(epoch, before.epoch() + 1);
    shownAsOf = before.asOf();
    countedTo = before.asOf();
    if (before.lastPx() > 0) {
      lastPx = before.lastPx();
      lastQty = before.lastQty();
      asOf = before.asOf();
      day.restore(before, nowMicros);
    }
  }

  /** It is one of these listings from now on. */
  void join(ShareListings listings) {
    share.remove(this);
    share = listings;
    share.add(this);
  }

  /** The other listings of its share, and itself. */
  ShareListings share() {
    return share;
  }

  /** The average price over all venues moved. */
  void changedElsewhere() {
    seq++;
  }

  /** Another line speaks from now on: until it does, the values stay and show their age. */
  void changeLine() {
    shownAsOf = asOf;
    countedTo = lastTradeAt;
    heard = false;
    inStep = false;
    day.markIncomplete();
    goStale();
  }

  /** A line's snapshot: what it lost before is lost. */
  void snapshot(FeedDepth depth) {
    if (heard) {
      day.markIncomplete();
    }
    depth(depth, true);
  }

  void depth(FeedDepth depth, boolean fresh) {
    if (tellsBids(depth) && bidsEdit.note(bids, depth.bids())) {
      bids.copyFrom(depth.bids());
      depthChanged = true;
    }
    if (tellsAsks(depth) && asksEdit.note(asks, depth.asks())) {
      asks.copyFrom(depth.asks());
      depthChanged = true;
    }
    inStep = true;
    touch(depth.asOf(), fresh);
  }

  /** Whether the bids of an update are to be read: they may be others than ours. */
  boolean tellsBids(FeedDepth depth) {
    return !inStep || depth.bidsChanged();
  }

  /** Whether the asks of an update are to be read: they may be others than ours. */
  boolean tellsAsks(FeedDepth depth) {
    return !inStep || depth.asksChanged();
  }

  /** The line's book may be another than ours: the next update is read whole. */
  void loseStep() {
    inStep = false;
  }

  /** The line says that there is no order in the book. */
  void clearBook() {
    depthChanged |= bids.size() > 0 || asks.size() > 0;
    inStep = false;
    bids.clear();
    asks.clear();
    bidsEdit.replaced();
    asksEdit.replaced();
    touch(asOf, true);
  }

  void trade(FeedTrade trade, boolean fresh) {
    outlier = statistics.isOutlier(trade.px(), trade.transactTime());
    day.trade(trade, lastPx);
    lastPx = trade.px();
    lastQty = trade.qty();
    lastTradeAt = Math.max(lastTradeAt, trade.transactTime());
    touch(trade.transactTime(), fresh);
  }

  /** The line is silent: the values stay and show their age. */
  void goStale() {
    stale = true;
    seq++;
  }

  private void touch(long stamp, boolean fresh) {
    asOf = Math.max(asOf, stamp);
    stale = !fresh;
    heard = true;
    seq++;
  }

  /** Reads something of each part that a publication reads, for {@link ReadAhead}. */
  public long read() {
    return asOf
        + lastPx
        + day.volume()
        + day.openPx()
        + bids.bestPx()
        + bids.bestQty()
        + asks.bestPx()
        + asks.bestQty()
        + bidsEdit.standing()
        + asksEdit.standing();
  }

  /** Puts it on the list of changes; false if it is there already. */
  boolean markChanged() {
    var isFirst = !changed;
    changed = true;
    return isFirst;
  }

  void published() {
    changed = false;
    depthChanged = false;
  }

  /** Its place among its feed's symbols, from 0, in the order in which they were listed. */
  public int index() {
    return index;
  }

  public String symbol() {
    return symbol;
  }

  public DayFigures day() {
    return day;
  }

  public DepthLevels bids() {
    return bids;
  }

  public DepthLevels asks() {
    return asks;
  }

  /** Whether the book's levels changed since they were last published. */
  public boolean depthChanged() {
    return depthChanged;
  }

  /** What changed in the bids since whoever encodes them took it. */
  public LevelsEdit bidsEdit() {
    return bidsEdit;
  }

  /** What changed in the asks since whoever encodes them took it. */
  public LevelsEdit asksEdit() {
    return asksEdit;
  }

  public long epoch() {
    return epoch;
  }

  public long seq() {
    return seq;
  }

  public long lastPx() {
    return lastPx;
  }

  public long lastQty() {
    return lastQty;
  }

  /** As {@link DayFigures#vwapPx}, over all venues of this feed; 0 where there is but one. */
  public long consolidatedVwapPx() {
    return share.vwapPx();
  }

  /** The newest stamp of the feed, microseconds; 0 before the first. */
  public long asOf() {
    return asOf;
  }

  public boolean stale() {
    return stale;
  }

  /** Whether the last price is far from the mean of its hour. */
  public boolean outlier() {
    return outlier;
  }

  /** Whether the line in use has spoken of it. */
  boolean heard() {
    return heard;
  }

  /** The newest stamp that was shown before the line in use, microseconds. */
  long shownAsOf() {
    return shownAsOf;
  }

  /** Up to this stamp, all trades that will ever be counted are. */
  long countedTo() {
    return countedTo;
  }

  long tickSize() {
    return tickSize;
  }

  /**
   * Whether the levels are those of the line's last update, checked with the tick size of today.
   */
  boolean isInStep() {
    return inStep;
  }

  int line() {
    return line;
  }
}
