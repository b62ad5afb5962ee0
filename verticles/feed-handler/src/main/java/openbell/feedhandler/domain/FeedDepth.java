package openbell.feedhandler.domain;

/**
 * What a feed says of one symbol's book: replaces what it said before. Owned by its session, which
 * fills it anew for each update; receivers copy what they keep.
 */
public final class FeedDepth {
  /** A side whose levels are here. */
  private static final DepthSide TOLD =
      new DepthSide() {
        @Override
        public void fill(DepthLevels into) {
          // They are there already.
        }

        @Override
        public boolean hasChanged() {
          return true;
        }
      };

  private final DepthLevels bids = new DepthLevels();
  private final DepthLevels asks = new DepthLevels();
  private DepthSide bidSide = TOLD;
  private DepthSide askSide = TOLD;
  private boolean bidsChanged = true;
  private boolean asksChanged = true;
  private String symbol = "";
  private long asOf;

  /** Starts an update without levels; the stamp is the feed's, in microseconds. */
  public FeedDepth begin(String canonicalSymbol, long asOfMicros) {
    bids.clear();
    asks.clear();
    return begin(canonicalSymbol, asOfMicros, TOLD, TOLD);
  }

  /**
   * Starts an update of a book that is kept elsewhere: levels are read from it when they are asked
   * for, so that a side that stands costs nothing.
   */
  FeedDepth begin(String canonicalSymbol, long asOfMicros, DepthSide ofBids, DepthSide ofAsks) {
    symbol = canonicalSymbol;
    asOf = asOfMicros;
    bidSide = ofBids;
    askSide = ofAsks;
    bidsChanged = ofBids.hasChanged();
    asksChanged = ofAsks.hasChanged();
    return this;
  }

  public String symbol() {
    return symbol;
  }

  public DepthLevels bids() {
    bidSide.fill(bids);
    bidSide = TOLD;
    return bids;
  }

  public DepthLevels asks() {
    askSide.fill(asks);
    askSide = TOLD;
    return asks;
  }

  /** Whether the bids may be others than in the last update of this symbol. */
  boolean bidsChanged() {
    return bidsChanged;
  }

  /** Whether the asks may be others than in the last update of this symbol. */
  boolean asksChanged() {
    return asksChanged;
  }

  public long asOf() {
    return asOf;
  }
}
