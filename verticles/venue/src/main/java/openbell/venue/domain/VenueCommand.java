package openbell.venue.domain;

import java.util.UUID;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;

/** One record of the venue's input log. */
public sealed interface VenueCommand {

  /** The canonical symbol that it is about. */
  String symbol();

  /** From this record on the venue has a book for the symbol. */
  record InstrumentListing(String symbol) implements VenueCommand {}

  /** A command of an order. The commands of one order are numbered 0, 1, 2, ... */
  sealed interface OrderCommand extends VenueCommand {
    Header header();

    @Override
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

  /** FIX D. The price is the limit, of a MARKET order its protection. */
  record NewOrderSingle(
      Header header, Side side, OrdType ordType, TimeInForce timeInForce, long orderQty, long price)
      implements OrderCommand {}

  /** FIX F. */
  record OrderCancelRequest(Header header) implements OrderCommand {}

  /** FIX G. The quantity is the new total. */
  record OrderCancelReplaceRequest(Header header, long orderQty, long price)
      implements OrderCommand {}
}
