package openbell.venue.domain;

import openbell.model.ExecType;
import openbell.model.OrdStatus;
import openbell.model.OrdType;
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
  private final Admission admission;

  OrderEntry(Listings listings, OrderRegistry orders, Sessions sessions, Tape tape) {
    this.listings = listings;
    this.orders = orders;
    this.sessions = sessions;
    this.tape = tape;
    this.admission = new Admission(sessions);
  }

  /** Takes a new order, or refuses it; either way it is known from now on. */
  OrderState enter(NewOrderSingle command, long handle, long now) {
    var header = command.header();
    var order = new OrderState(identity(command, handle), command.price(), command.orderQty());
    var market = listings.marketOf(header.symbol());
    var refusal = admission.refusalOf(command, market, now);
    int session = sessions.tradeDate(market);
    int tradeDate = session == 0 ? header.tradeDate() : session;
    if (refusal.isPresent()) {
      order.end(OrdStatus.REJECTED);
      orders.add(order);
      tape.report(order, tradeDate, ExecType.REJECTED, 0, Fill.NONE, refusal.get().code());
    } else {
      orders.add(order);
      tape.report(order, tradeDate, ExecType.NEW, 0);
      match(listings.bookOf(order), order.identity(), command);
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

  private static OrderIdentity identity(NewOrderSingle command, long handle) {
    var header = command.header();
    return new OrderIdentity(
        header.orderId(),
        handle,
        header.accountId(),
        header.symbol(),
        command.side(),
        command.timeInForce(),
        header.tradeDate());
  }

  private static void match(OrderBook book, OrderIdentity order, NewOrderSingle command) {
    long handle = order.handle();
    long account = order.accountId();
    var side = command.side();
    switch (command.timeInForce()) {
      case FOK -> book.fillOrKill(handle, account, side, command.price(), command.orderQty());
      case IOC ->
          book.immediateOrCancel(handle, account, side, command.price(), command.orderQty());
      case DAY, GTC, GTD -> {
        // The remainder of a market order never rests, whatever its validity says.
        if (command.ordType() == OrdType.MARKET) {
          book.immediateOrCancel(handle, account, side, command.price(), command.orderQty());
        } else {
          book.limit(handle, account, side, command.price(), command.orderQty());
        }
      }
    }
  }

  private void cancel(OrderState order, OrderCancelRequest command) {
    if (order.isDone()) {
      tape.cancelReject(command.header(), order, RejectReason.TOO_LATE_TO_CANCEL);
    } else {
      listings.bookOf(order).cancel(order.identity().handle());
    }
  }

  private void replace(OrderState order, OrderCancelReplaceRequest command) {
    var invalid = Admission.refusalOf(command.price(), command.orderQty());
    if (order.isDone()) {
      tape.cancelReject(command.header(), order, RejectReason.TOO_LATE_TO_REPLACE);
    } else if (invalid.isPresent()) {
      tape.cancelReject(command.header(), order, invalid.get());
    } else {
      listings
          .bookOf(order)
          .replace(order.identity().handle(), command.price(), command.orderQty());
    }
  }
}
