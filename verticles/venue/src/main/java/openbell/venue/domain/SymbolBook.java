package openbell.venue.domain;

import java.util.ArrayList;
import java.util.List;
import openbell.model.ExecType;
import openbell.model.OrdStatus;
import openbell.model.Side;
import openbell.venue.domain.MarketDataDelta.Depth;
import openbell.venue.domain.MarketDataDelta.Level;
import openbell.venue.domain.VenueReport.Fill;

/**
 * The order book of one listing: turns what happens in it into the states of its orders and into
 * what the tape says. Owned by the engine's thread.
 */
final class SymbolBook implements BookListener {
  private static final int DEPTH_LEVELS = 20;
  private static final int NOBODY_ASKED = -1;

  private final String symbol;
  private final String mic;
  private final OrderRegistry registry;
  private final Sessions sessions;
  private final Tape tape;
  private final OrderBook orders = new OrderBook(this);
  private long changedAt;

  @SuppressWarnings("this-escape") // The book keeps its listener and calls it only when called.
  SymbolBook(String symbol, OrderRegistry registry, Sessions sessions, Tape tape) {
    this.symbol = symbol;
    this.mic = symbol.substring(0, Math.max(0, symbol.indexOf(':')));
    this.registry = registry;
    this.sessions = sessions;
    this.tape = tape;
  }

  String symbol() {
    return symbol;
  }

  /** The market of the symbol. */
  String mic() {
    return mic;
  }

  OrderBook orders() {
    return orders;
  }

  void changed(long now) {
    changedAt = now;
  }

  Depth depth() {
    return new Depth(symbol, levels(Side.BUY), levels(Side.SELL), changedAt);
  }

  @Override
  public void onTrade(
      long restingOrderId, long incomingOrderId, long price, long quantity, long restingLeavesQty) {
    var resting = registry.live(restingOrderId);
    var incoming = registry.live(incomingOrderId);
    var fill = tape.trade(this, price, quantity, incoming.identity().side());
    filled(incoming, fill, incoming.lastCmdNo());
    filled(resting, fill, NOBODY_ASKED);
  }

  @Override
  public void onRested(long orderId, Side side, long price, long leavesQty) {
    tape.changed(this);
  }

  @Override
  public void onCanceled(long orderId, long canceledQty, CancelReason reason) {
    var order = registry.live(orderId);
    order.end(OrdStatus.CANCELED);
    registry.finish(order);
    tape.changed(this);
    tape.report(
        order, tradeDate(), ExecType.CANCELED, order.lastCmdNo(), Fill.NONE, codeOf(reason));
  }

  @Override
  public void onReplaced(long orderId, long price, long leavesQty) {
    var order = registry.live(orderId);
    order.replace(price, leavesQty);
    if (order.isDone()) {
      registry.finish(order);
    }
    tape.changed(this);
    tape.report(order, tradeDate(), ExecType.REPLACED, order.lastCmdNo());
  }

  private void filled(OrderState order, Fill fill, int cmdNo) {
    order.fill(fill.lastQty());
    if (order.isDone()) {
      registry.finish(order);
    }
    tape.changed(this);
    tape.report(order, tradeDate(), ExecType.TRADE, cmdNo, fill, "");
  }

  private int tradeDate() {
    return sessions.tradeDate(mic);
  }

  private static String codeOf(CancelReason reason) {
    return switch (reason) {
      case REQUESTED -> "";
      case NOT_MATCHED -> "venue.not_matched";
      case NOT_FILLABLE -> "venue.not_fillable";
      case SELF_TRADE -> "venue.self_trade";
    };
  }

  private List<Level> levels(Side side) {
    var levels = new ArrayList<Level>(DEPTH_LEVELS);
    orders.forEachLevel(
        side, DEPTH_LEVELS, (price, quantity) -> levels.add(new Level(price, quantity)));
    return levels;
  }
}
