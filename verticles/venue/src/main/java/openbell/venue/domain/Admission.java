package openbell.venue.domain;

import java.util.Optional;
import openbell.model.TimeInForce;
import openbell.model.market.TradingPhase;
import openbell.venue.domain.VenueCommand.NewOrderSingle;

/** Which new orders the venue takes. What only the broker can judge (funds, bands) was judged. */
final class Admission {

  /** The market of symbols that are not listed: their orders, too, are remembered for a session. */
  static final String UNLISTED = "";

  /** Keeps the sum of a price level far from the end of a long. */
  private static final long MAX_ORDER_QTY = 1_000_000_000_000L;

  private Admission() {}

  /** Why an order of a listed symbol is not taken, empty if it is. */
  static Optional<RejectReason> refusalOf(
      NewOrderSingle command, SymbolBook book, SessionView session, long now) {
    int tradeDate = command.header().tradeDate();
    if (tradeDate < session.tradeDate()) {
      return Optional.of(RejectReason.SESSION_OVER);
    }
    if (!Sessions.isPlausible(tradeDate, now)) {
      return Optional.of(RejectReason.TRADE_DATE_INVALID);
    }
    return refusalOf(command.price(), command.orderQty())
        .or(() -> stopRefusalOf(command))
        .or(() -> expiryRefusalOf(command, session))
        .or(() -> haltRefusalOf(book))
        .or(() -> phaseRefusalOf(command, session));
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

  /** Why a symbol takes neither new orders nor replaces, empty if it does. */
  static Optional<RejectReason> haltRefusalOf(SymbolBook book) {
    return switch (book.halt()) {
      case NONE -> Optional.empty();
      case HALTED -> Optional.of(RejectReason.HALTED);
      case CANCEL_ONLY -> Optional.of(RejectReason.CANCEL_ONLY);
    };
  }

  private static Optional<RejectReason> stopRefusalOf(NewOrderSingle command) {
    boolean isStop =
        switch (command.ordType()) {
          case STOP, STOP_LIMIT -> true;
          case MARKET, LIMIT -> false;
        };
    return isStop && command.stopPx() <= 0
        ? Optional.of(RejectReason.STOP_PRICE_INVALID)
        : Optional.empty();
  }

  private static Optional<RejectReason> expiryRefusalOf(
      NewOrderSingle command, SessionView session) {
    boolean isOver =
        command.expireDate() < command.header().tradeDate()
            || command.expireDate() <= session.endedDate();
    return command.timeInForce() == TimeInForce.GTD && isOver
        ? Optional.of(RejectReason.EXPIRE_DATE_INVALID)
        : Optional.empty();
  }

  private static Optional<RejectReason> phaseRefusalOf(
      NewOrderSingle command, SessionView session) {
    boolean isCollected =
        session.phase() == TradingPhase.PRE_OPEN
            // Of a session to come: it was sent a moment before the record that begins it.
            || command.header().tradeDate() > session.tradeDate();
    if (session.phase() == TradingPhase.REGULAR) {
      return Optional.empty();
    }
    if (!isCollected) {
      return Optional.of(RejectReason.MARKET_CLOSED);
    }
    return switch (command.timeInForce()) {
      case IOC, FOK -> Optional.of(RejectReason.NOT_IN_AUCTION);
      case DAY, GTC, GTD -> Optional.empty();
    };
  }
}
