package openbell.feedhandler.publish;

import openbell.feedhandler.domain.DaySnapshot;
import openbell.wire.marketdata.Quote;

/** What was published, read back. */
final class WireDecoder {
  private WireDecoder() {}

  static DaySnapshot daySnapshot(Quote quote) {
    return new DaySnapshot(
        quote.getEpoch(),
        quote.getAsOf(),
        quote.getLastPx(),
        quote.getLastQty(),
        new DaySnapshot.Ohlc(
            quote.getOpenPx(), quote.getHighPx(), quote.getLowPx(), quote.getPreviousClosePx()),
        quote.getVolume(),
        quote.getVwapPx());
  }
}
