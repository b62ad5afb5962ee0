package openbell.venue.domain;

import java.util.Optional;
import openbell.model.ExecType;
import openbell.model.OrdStatus;
import openbell.model.market.TradingPhase;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCancelReplaceRequest;
import openbell.venue.domain.VenueCommand.OrderCancelRequest;
import openbell.venue.domain.VenueCommand.OrderCommand;
import openbell.venue.domain.VenueReport.Fill;

/** Does what one command of an order asks for, once it is its turn. */
final class OrderEntry {
  private final Listings listings;
  private final OrderRegistry orders;
  private final Sessions sessions;
  private final Tape tape;

  OrderEntry(Listings listings, OrderRegistry orders, Sessions sessions, Tape tape) {
    this.listings = listings;
    this.orders = orders;
    this.sessions = sessions;
    this.tape = tape;
  }

  /** Takes a new order, or refuses it; either way it is known from now on. */
  OrderState enter(NewOrderSingle command, long handle, long now) {
    var order =
        new OrderState(
            identity(command, handle), command.price(), command.stopPx(), command.orderQty());
    var book = listings.find(command.symbol());
    var refusal =
        book.isEmpty()
            ? Optional.of(RejectReason.UNKNOWN_SYMBOL)
            : Admission.refusalOf(command, book.get(), sessions.of(book.get().mic()).view(), now);
    if (refusal.isPresent()) {
      order.end(OrdStatus.REJECTED);
      orders.add(order);
      tape.report(order, tradeDate(command), ExecType.REJECTED, 0, Fill.NONE, refusal.get().code());
    } else {
      orders.add(order);
      book.get().enter(order);
    }
    return order;
  }

  /** Cancels or replaces a known order, or says why not. */
  void change(OrderState order, OrderCommand command) {
    order.commandApplied(command.header().cmdNo());
    switch (command) {
      case NewOrderSingle again ->
          tape.cancelReject(again.header(), order, RejectReason.DUPLICATE_ORDER);
      case OrderCancelRequest cancel -> cancel(order, cancel);
      case OrderCancelReplaceRequest replace -> replace(order, replace);
    }
  }

  /** The session of the market, that of the command before the market's first one. */
  private int tradeDate(NewOrderSingle command) {
    int session = sessions.of(listings.marketOf(command.symbol())).tradeDate();
    return session == 0 ? command.header().tradeDate() : session;
  }

  private static OrderIdentity identity(NewOrderSingle command, long handle) {
    var header = command.header();
    return new OrderIdentity(
        header.orderId(),
        handle,
        header.accountId(),
        header.symbol(),
        command.side(),
        command.ordType(),
        command.timeInForce(),
        header.tradeDate(),
        command.expireDate());
  }

  private void cancel(OrderState order, OrderCancelRequest command) {
    if (order.isDone()) {
      tape.cancelReject(command.header(), order, RejectReason.TOO_LATE_TO_CANCEL);
    } else {
      listings.bookOf(order).cancel(order);
    }
  }

  private void replace(OrderState order, OrderCancelReplaceRequest command) {
    var refusal =
        order.isDone()
            ? Optional.of(RejectReason.TOO_LATE_TO_REPLACE)
            : refusalOf(order, command, listings.bookOf(order));
    if (refusal.isPresent()) {
      tape.cancelReject(command.header(), order, refusal.get());
    } else {
      listings.bookOf(order).replace(order, command.orderQty(), command.price(), command.stopPx());
    }
  }

  private static Optional<RejectReason> refusalOf(
      OrderState order, OrderCancelReplaceRequest command, SymbolBook book) {
    return Admission.refusalOf(command.price(), command.orderQty())
        .or(
            () ->
                order.isWaiting() && command.stopPx() <= 0
                    ? Optional.of(RejectReason.STOP_PRICE_INVALID)
                    : Optional.empty())
        .or(() -> Admission.haltRefusalOf(book))
        .or(
            () ->
                isClosed(book.phase())
                    ? Optional.of(RejectReason.MARKET_CLOSED)
                    : Optional.empty());
  }

  private static boolean isClosed(TradingPhase phase) {
    return switch (phase) {
      case CLOSED, POST_CLOSE -> true;
      case PRE_OPEN, REGULAR -> false;
    };
  }
}
