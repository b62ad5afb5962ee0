package openbell.venue.domain;

import java.util.List;
import java.util.UUID;
import openbell.model.ExecType;
import openbell.model.OrdStatus;
import openbell.model.Side;
import openbell.venue.domain.MarketDataDelta.Level;

/**
 * What the venue says to the owner of an order. The execId (partition-offset-index) is a function
 * of the input log: unique, and the same in every replay.
 */
public sealed interface VenueReport {
  String execId();

  /** Microseconds, of the log. */
  long transactTime();

  /**
   * FIX 8: what happened to an order.
   *
   * @param order the order after this event
   * @param cmdNo the command that this answers, -1 where nobody asked
   * @param fill {@link Fill#NONE} but for a TRADE
   * @param reason why, of a REJECTED and of a CANCELED that nobody asked for; else empty
   * @param arrival {@link Arrival#NONE} but for NEW, TRIGGERED and REPLACED
   */
  record ExecutionReport(
      String execId,
      long transactTime,
      ExecType execType,
      OrderView order,
      int cmdNo,
      Fill fill,
      String reason,
      Arrival arrival)
      implements VenueReport {}

  /**
   * FIX 9: a cancel or replace that was not done. Of an order that the venue does not know, status
   * REJECTED and quantities 0.
   */
  record OrderCancelReject(
      String execId,
      long transactTime,
      VenueCommand.Header request,
      OrdStatus ordStatus,
      long orderQty,
      long cumQty,
      String reason)
      implements VenueReport {}

  /** One side of a trade; both sides have the same trdMatchId. */
  record Fill(long lastPx, long lastQty, String trdMatchId) {
    public static final Fill NONE = new Fill(0, 0, "");
  }

  /**
   * The book that an order met, before it was matched: evidence for people.
   *
   * @param bids best first, a few levels
   * @param asks best first, a few levels
   * @param qtyAhead what rests before the order at its price once it rests; 0 where it does not
   * @param lastPx the last trade, 0 before the first
   */
  record Arrival(List<Level> bids, List<Level> asks, long qtyAhead, int ordersAhead, long lastPx) {
    public static final Arrival NONE = new Arrival(List.of(), List.of(), 0, 0, 0);
  }

  /**
   * An order at one moment. The trade date is that of the session of the event.
   *
   * @param stopPx the trigger price of STOP and STOP_LIMIT, else 0
   */
  record OrderView(
      UUID orderId,
      String venueOrderId,
      long accountId,
      String symbol,
      int tradeDate,
      Side side,
      OrdStatus ordStatus,
      long orderQty,
      long cumQty,
      long leavesQty,
      long price,
      long stopPx) {}
}
