package openbell.venue.domain;

import java.util.ArrayList;
import java.util.List;
import openbell.model.ExecType;
import openbell.model.OrdStatus;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.venue.domain.VenueCommand.OrderCommand;

/** What the end of a market's session does to its orders. */
final class SessionEnd {
  private static final int NOBODY_ASKED = -1;

  private final Listings listings;
  private final OrderRegistry orders;
  private final Sessions sessions;
  private final Tape tape;

  SessionEnd(Listings listings, OrderRegistry orders, Sessions sessions, Tape tape) {
    this.listings = listings;
    this.orders = orders;
    this.sessions = sessions;
    this.tape = tape;
  }

  /**
   * Ends the sessions of a market before this trade date: its DAY orders expire, what had ended is
   * forgotten, and commands that waited for an earlier one are answered.
   */
  void expireSession(String mic, int tradeDate) {
    for (var book : listings.all()) {
      if (book.mic().equals(mic)) {
        expireDayOrders(book, tradeDate);
      }
    }
    sessions.begin(mic, tradeDate);
    refuse(
        orders.forgetFinished(
            order ->
                listings.marketOf(order.identity().symbol()).equals(mic)
                    && order.identity().tradeDate() != tradeDate));
    refuse(
        orders.takeEarly(
            early ->
                listings.marketOf(early.symbol()).equals(mic)
                    && early.header().tradeDate() < tradeDate));
  }

  private void expireDayOrders(SymbolBook book, int tradeDate) {
    for (var order : dayOrdersBefore(book, tradeDate)) {
      book.orders().withdraw(order.identity().handle());
      order.end(OrdStatus.EXPIRED);
      orders.finish(order);
      tape.changed(book);
      tape.report(order, order.identity().tradeDate(), ExecType.EXPIRED, NOBODY_ASKED);
    }
  }

  private List<OrderState> dayOrdersBefore(SymbolBook book, int tradeDate) {
    var found = new ArrayList<OrderState>();
    for (var side : Side.values()) {
      book.orders()
          .forEachOrder(
              side,
              (handle, account, price, leavesQty, cumQty) -> {
                var identity = orders.live(handle).identity();
                if (identity.timeInForce() == TimeInForce.DAY && identity.tradeDate() < tradeDate) {
                  found.add(orders.live(handle));
                }
              });
    }
    return found;
  }

  private void refuse(List<OrderCommand> waiting) {
    waiting.forEach(command -> tape.unknownOrder(command.header()));
  }
}
