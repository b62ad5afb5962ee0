package openbell.feedhandler.domain;

/**
 * What a feed says of one symbol's book: replaces what it said before. Owned by its session, which
 * fills it anew for each update; receivers copy what they keep.
 */
public final class FeedDepth {
  private final DepthLevels bids = new DepthLevels();
  private final DepthLevels asks = new DepthLevels();
  private String symbol = "";
  private long asOf;

  /** Starts an update without levels; the stamp is the feed's, in microseconds. */
  public FeedDepth begin(String canonicalSymbol, long asOfMicros) {
    symbol = canonicalSymbol;
    asOf = asOfMicros;
    bids.clear();
    asks.clear();
    return this;
  }

  public String symbol() {
    return symbol;
  }

  public DepthLevels bids() {
    return bids;
  }

  public DepthLevels asks() {
    return asks;
  }

  public long asOf() {
    return asOf;
  }
}
