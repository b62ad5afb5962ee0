package openbell.runtime;

import openbell.wire.marketdata.Quote;

/** One symbol's newest quote, in fields that are written over. Thread-safe. */
final class KeptQuote implements KeptBySymbol.Kept<Quote> {
  private final String symbol;
  private String source = "";
  private long epoch;
  private long seq;
  private long lastPx;
  private long lastQty;
  private long bidPx;
  private long bidQty;
  private long askPx;
  private long askQty;
  private long volume;
  private long openPx;
  private long highPx;
  private long lowPx;
  private long previousClosePx;
  private long vwapPx;
  private long consolidatedVwapPx;
  private long asOf;
  private boolean stale;
  private boolean outlier;
  private boolean silenced;

  KeptQuote(Quote quote) {
    symbol = quote.getSymbol();
    write(quote);
  }

  String symbol() {
    return symbol;
  }

  @Override
  public synchronized boolean take(Quote quote) {
    var isNewer = quote.getEpoch() > epoch || (quote.getEpoch() == epoch && quote.getSeq() > seq);
    if (isNewer) {
      write(quote);
    }
    return isNewer;
  }

  private void write(Quote quote) {
    // An old object is not touched by a new one without need: a collection would look into it.
    if (!source.equals(quote.getSource())) {
      source = quote.getSource();
    }
    epoch = quote.getEpoch();
    seq = quote.getSeq();
    lastPx = quote.getLastPx();
    lastQty = quote.getLastQty();
    bidPx = quote.getBidPx();
    bidQty = quote.getBidQty();
    askPx = quote.getAskPx();
    askQty = quote.getAskQty();
    volume = quote.getVolume();
    openPx = quote.getOpenPx();
    highPx = quote.getHighPx();
    lowPx = quote.getLowPx();
    previousClosePx = quote.getPreviousClosePx();
    vwapPx = quote.getVwapPx();
    consolidatedVwapPx = quote.getConsolidatedVwapPx();
    asOf = quote.getAsOf();
    stale = quote.getStale();
    outlier = quote.getOutlier();
    silenced = false;
  }

  /** Its line is silent: until the next quote, or {@link #unsilence}, it is stale. */
  synchronized boolean silence() {
    var wasFresh = !stale && !silenced;
    silenced |= wasFresh;
    return wasFresh;
  }

  /** The line is back: the quote is as fresh as the feed said it was; false if it was all along. */
  synchronized boolean unsilence() {
    var wasSilenced = silenced;
    silenced = false;
    return wasSilenced;
  }

  synchronized Quote quote() {
    return Quote.newBuilder()
        .setSymbol(symbol)
        .setSource(source)
        .setEpoch(epoch)
        .setSeq(seq)
        .setLastPx(lastPx)
        .setLastQty(lastQty)
        .setBidPx(bidPx)
        .setBidQty(bidQty)
        .setAskPx(askPx)
        .setAskQty(askQty)
        .setVolume(volume)
        .setOpenPx(openPx)
        .setHighPx(highPx)
        .setLowPx(lowPx)
        .setPreviousClosePx(previousClosePx)
        .setVwapPx(vwapPx)
        .setConsolidatedVwapPx(consolidatedVwapPx)
        .setAsOf(asOf)
        .setStale(stale || silenced)
        .setOutlier(outlier)
        .build();
  }
}
