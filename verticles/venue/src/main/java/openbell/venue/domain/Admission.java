package openbell.venue.domain;

import java.util.Optional;
import openbell.model.TimeInForce;
import openbell.venue.domain.VenueCommand.NewOrderSingle;

/** Which new orders the venue takes. What only the broker can judge (funds, bands) was judged. */
final class Admission {

  /** The market of symbols that are not listed: their orders, too, are remembered for a session. */
  static final String UNLISTED = "";

  /** Keeps the sum of a price level far from the end of a long. */
  private static final long MAX_ORDER_QTY = 1_000_000_000_000L;

  private final Sessions sessions;

  Admission(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Why the order is not taken, empty if it is. */
  Optional<RejectReason> refusalOf(NewOrderSingle command, String market, long now) {
    int tradeDate = command.header().tradeDate();
    if (market.equals(UNLISTED)) {
      return Optional.of(RejectReason.UNKNOWN_SYMBOL);
    }
    if (tradeDate < sessions.tradeDate(market)) {
      return Optional.of(RejectReason.SESSION_OVER);
    }
    if (!Sessions.isPlausible(tradeDate, now)) {
      return Optional.of(RejectReason.TRADE_DATE_INVALID);
    }
    return switch (command.ordType()) {
      case STOP, STOP_LIMIT -> Optional.of(RejectReason.ORDER_TYPE_UNSUPPORTED);
      case MARKET, LIMIT ->
          command.timeInForce() == TimeInForce.GTD
              ? Optional.of(RejectReason.TIME_IN_FORCE_UNSUPPORTED)
              : refusalOf(command.price(), command.orderQty());
    };
  }

  /** Why these cannot be an order's, empty if they can. */
  static Optional<RejectReason> refusalOf(long price, long orderQty) {
    if (price <= 0) {
      return Optional.of(RejectReason.PRICE_INVALID);
    }
    return orderQty <= 0 || orderQty > MAX_ORDER_QTY
        ? Optional.of(RejectReason.QUANTITY_INVALID)
        : Optional.empty();
  }
}
