package openbell.venue.domain;

import java.util.UUID;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.model.TradingHalt;
import openbell.model.market.TradingPhase;

/** One record of the venue's input log. */
public sealed interface VenueCommand {

  /**
   * From this record on the venue has a book for the symbol.
   *
   * @param previousClosePx what an auction looks to before the first trade; 0 where it is unknown
   */
  record InstrumentListing(String symbol, long previousClosePx) implements VenueCommand {
    public InstrumentListing(String symbol) {
      this(symbol, 0);
    }
  }

  /**
   * The phase of a market from this record on; with {@code alwaysOpen} the end of a session whose
   * market goes on. What is not later than what the log said already does nothing.
   *
   * @param tradeDate YYYYMMDD
   */
  record TradingPhaseChange(String mic, TradingPhase phase, int tradeDate, boolean alwaysOpen)
      implements VenueCommand {}

  /** What is allowed in a symbol from this record on, whatever the phase. */
  record TradingHaltChange(String symbol, TradingHalt halt) implements VenueCommand {}

  /** A command of an order. The commands of one order are numbered 0, 1, 2, ... */
  sealed interface OrderCommand extends VenueCommand {
    Header header();

    /** The canonical symbol that it is about. */
    default String symbol() {
      return header().symbol();
    }
  }

  /**
   * Whose command it is and which.
   *
   * @param accountId 0 for the simulated participants
   * @param tradeDate the session it was meant for, YYYYMMDD
   */
  record Header(UUID orderId, int cmdNo, long accountId, String symbol, int tradeDate) {}

  /**
   * FIX D.
   *
   * @param price the limit, of a MARKET or STOP order its protection
   * @param stopPx the trigger price of STOP and STOP_LIMIT, else 0
   * @param expireDate the last trade date of a GTD order (YYYYMMDD), else 0
   */
  record NewOrderSingle(
      Header header,
      Side side,
      OrdType ordType,
      TimeInForce timeInForce,
      long orderQty,
      long price,
      long stopPx,
      int expireDate)
      implements OrderCommand {

    /** An order without a trigger and without a last date. */
    public NewOrderSingle(
        Header header,
        Side side,
        OrdType ordType,
        TimeInForce timeInForce,
        long orderQty,
        long price) {
      this(header, side, ordType, timeInForce, orderQty, price, 0, 0);
    }
  }

  /** FIX F. */
  record OrderCancelRequest(Header header) implements OrderCommand {}

  /**
   * FIX G. The quantity is the new total; the trigger price counts while the order waits for it.
   */
  record OrderCancelReplaceRequest(Header header, long orderQty, long price, long stopPx)
      implements OrderCommand {

    public OrderCancelReplaceRequest(Header header, long orderQty, long price) {
      this(header, orderQty, price, 0);
    }
  }
}
