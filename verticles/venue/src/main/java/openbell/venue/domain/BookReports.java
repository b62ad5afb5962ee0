package openbell.venue.domain;

import openbell.model.ExecType;
import openbell.model.OrdStatus;
import openbell.model.Side;
import openbell.venue.domain.VenueReport.Fill;

/**
 * Turns what happens in the book of one symbol into the states of its orders and into what the tape
 * says. Owned by the engine's thread.
 */
final class BookReports implements BookListener {
  static final int NOBODY_ASKED = -1;

  private final SymbolBook book;
  private final OrderRegistry registry;
  private final Sessions.Session session;
  private final LastTrade last;
  private final Tape tape;
  private int answeredCmdNo = NOBODY_ASKED;

  BookReports(
      SymbolBook book,
      OrderRegistry registry,
      Sessions.Session session,
      LastTrade last,
      Tape tape) {
    this.book = book;
    this.registry = registry;
    this.session = session;
    this.last = last;
    this.tape = tape;
  }

  /** What happens from now on to the order that comes to the book answers this command. */
  void answer(int cmdNo) {
    answeredCmdNo = cmdNo;
  }

  /**
   * An order comes to the book, or comes again: of a customer's, the book that it meets is told.
   */
  void arrived(OrderState order, ExecType execType) {
    if (order.isOfStreet()) {
      return;
    }
    var arrival = BookView.arrival(book, order, last.price());
    tape.arrived(order, session.tradeDate(), execType, answeredCmdNo, arrival);
  }

  void canceled(OrderState order, CancelReason reason) {
    order.end(OrdStatus.CANCELED);
    registry.finish(order);
    tape.changed(book);
    tape.report(
        order, session.tradeDate(), ExecType.CANCELED, answeredCmdNo, Fill.NONE, reason.code());
  }

  void expired(OrderState order, int tradeDate) {
    order.end(OrdStatus.EXPIRED);
    registry.finish(order);
    tape.changed(book);
    tape.report(order, tradeDate, ExecType.EXPIRED, NOBODY_ASKED);
  }

  @Override
  public void onTrade(
      long restingOrderId, long incomingOrderId, long price, long quantity, long restingLeavesQty) {
    last.traded(price);
    var resting = registry.live(restingOrderId);
    var incoming = registry.live(incomingOrderId);
    var fill = tape.trade(book, price, quantity, incoming.identity().side());
    filled(incoming, fill, answeredCmdNo);
    filled(resting, fill, NOBODY_ASKED);
  }

  @Override
  public void onRested(long orderId, Side side, long price, long leavesQty) {
    tape.changed(book);
  }

  @Override
  public void onCanceled(long orderId, long canceledQty, CancelReason reason) {
    canceled(registry.live(orderId), reason);
  }

  @Override
  public void onReplaced(long orderId, long price, long leavesQty) {
    var order = registry.live(orderId);
    order.replace(price, leavesQty);
    if (order.isDone()) {
      registry.finish(order);
    }
    tape.changed(book);
    arrived(order, ExecType.REPLACED);
  }

  private void filled(OrderState order, Fill fill, int cmdNo) {
    order.fill(fill.lastQty());
    if (order.isDone()) {
      registry.finish(order);
    }
    tape.changed(book);
    tape.report(order, session.tradeDate(), ExecType.TRADE, cmdNo, fill, "");
  }
}
