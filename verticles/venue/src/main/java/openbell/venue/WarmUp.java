package openbell.venue;

import java.util.UUID;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.venue.domain.MatchingEngine;
import openbell.venue.domain.VenueCommand.Header;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCancelRequest;

/** Lets the JIT compile the engine on a book that is thrown away. */
final class WarmUp {
  private static final String SYMBOL = "XXXX:WARMUP";
  private static final int TRADE_DATE = 19700101;
  private static final int ORDERS = 30_000;
  private static final int BATCH = 100;

  private WarmUp() {}

  /** Answers the hash of the thrown-away book: what nobody reads would not be computed. */
  static long run() {
    var engine = new MatchingEngine(0);
    engine.apply(0, 0, new InstrumentListing(SYMBOL));
    for (int i = 1; i <= ORDERS; i++) {
      var side = i % 2 == 0 ? Side.BUY : Side.SELL;
      long price = 1_000_000L + (side == Side.BUY ? -100L : 100L) * (i % 7 - 1);
      var header = new Header(new UUID(0, i), 0, i % 5, SYMBOL, TRADE_DATE);
      engine.apply(
          2L * i,
          i,
          new NewOrderSingle(header, side, OrdType.LIMIT, TimeInForce.DAY, 10 + i % 13, price));
      var canceled = new Header(new UUID(0, i - 20), 1, (i - 20) % 5, SYMBOL, TRADE_DATE);
      engine.apply(2L * i + 1, i, new OrderCancelRequest(canceled));
      if (i % BATCH == 0) {
        engine.takeReports().forEach(ReportEncoder::encode);
        MarketDataEncoder.encode(0, 0, 0, engine.takeMarketData());
      }
    }
    return engine.stateHash();
  }
}
