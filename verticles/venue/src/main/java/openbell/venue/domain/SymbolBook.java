package openbell.venue.domain;

import java.util.function.Consumer;
import openbell.model.ExecType;
import openbell.model.Side;
import openbell.model.TradingHalt;
import openbell.model.market.TradingPhase;
import openbell.venue.domain.EngineSnapshot.ListingSnapshot;
import openbell.venue.domain.MarketDataDelta.Depth;

/**
 * The orders of one listing: those that rest in its book and those that wait for their trigger;
 * what happens to them is told by its {@link BookReports}. Owned by the engine's thread.
 */
final class SymbolBook {
  private final String symbol;
  private final String mic;
  private final OrderRegistry registry;
  private final Sessions.Session session;
  private final LastTrade last = new LastTrade();
  private final BookReports reports;
  private final OrderBook orders;
  private StopOrders stops = StopOrders.EMPTY;
  private TradingHalt halt = TradingHalt.NONE;
  private long previousClosePx;
  private long changedAt;

  SymbolBook(String symbol, OrderRegistry registry, Sessions sessions, Tape tape) {
    this.symbol = symbol;
    this.mic = symbol.substring(0, Math.max(0, symbol.indexOf(':')));
    this.registry = registry;
    this.session = sessions.of(mic);
    this.reports = new BookReports(this, registry, session, last, tape);
    this.orders = new OrderBook(reports);
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

  TradingHalt halt() {
    return halt;
  }

  TradingPhase phase() {
    return session.phase();
  }

  /** The last trade, else the close before the log began; 0 where neither is known. */
  long referencePx() {
    return last.price() > 0 ? last.price() : previousClosePx;
  }

  void previousClose(long price) {
    previousClosePx = price;
  }

  void changed(long now) {
    changedAt = now;
  }

  Depth depth() {
    return BookView.depth(this, changedAt);
  }

  /** Whether orders trade; if not, those that come are collected. */
  boolean isMatching() {
    return session.phase() == TradingPhase.REGULAR && halt == TradingHalt.NONE;
  }

  /** Takes an admitted order in. */
  void enter(OrderState order) {
    reports.answer(order.lastCmdNo());
    reports.arrived(order, ExecType.NEW);
    if (order.isWaiting()) {
      waitForTrigger(order);
    } else {
      match(order);
    }
    trigger();
  }

  /** Takes an order out that its owner no longer wants. */
  void cancel(OrderState order) {
    reports.answer(order.lastCmdNo());
    if (order.isWaiting()) {
      stops.remove(order.identity().handle());
      reports.canceled(order, CancelReason.REQUESTED);
    } else {
      orders.cancel(order.identity().handle());
    }
  }

  /** Gives an order a new total, price and, while it waits, trigger price. */
  void replace(OrderState order, long orderQty, long price, long stopPx) {
    reports.answer(order.lastCmdNo());
    long handle = order.identity().handle();
    if (order.isWaiting()) {
      if (stopPx != order.stopPx() || orderQty > order.orderQty()) {
        stops.remove(handle);
        order.moveTrigger(stopPx);
        waitForTrigger(order);
      }
      reports.onReplaced(handle, price, orderQty);
    } else if (isMatching()) {
      orders.replace(handle, price, orderQty);
    } else {
      orders.replaceCollected(handle, price, orderQty);
    }
    trigger();
  }

  /** Takes an order out whose time is over. */
  void expire(OrderState order, int tradeDate) {
    long handle = order.identity().handle();
    if (order.isWaiting()) {
      stops.remove(handle);
    } else {
      orders.withdraw(handle);
    }
    reports.expired(order, tradeDate);
  }

  /** Halts the symbol, or lets it go on. */
  void halt(TradingHalt newHalt) {
    boolean wasMatching = isMatching();
    halt = newHalt;
    if (!wasMatching) {
      open();
    }
  }

  /** Holds the auction of what was collected, once orders trade. */
  void open() {
    if (isMatching()) {
      reports.answer(BookReports.NOBODY_ASKED);
      CallAuction.hold(this, registry);
      trigger();
    }
  }

  /** Two orders trade in an auction; the later one counts as the aggressor. */
  void tradeInAuction(long buyOrderId, long sellOrderId, long price, long quantity) {
    orders.fill(buyOrderId, quantity);
    orders.fill(sellOrderId, quantity);
    reports.onTrade(
        Math.min(buyOrderId, sellOrderId), Math.max(buyOrderId, sellOrderId), price, quantity, 0);
  }

  /** An order leaves an auction. */
  void leaveAuction(long orderId, CancelReason reason) {
    orders.withdraw(orderId);
    reports.canceled(registry.live(orderId), reason);
  }

  /** Shows what rests, then what waits, each in its order. */
  void forEachOrder(Consumer<OrderState> visitor) {
    for (var side : Side.values()) {
      orders.forEachOrder(
          side,
          (handle, account, price, leavesQty, cumQty) -> visitor.accept(registry.live(handle)));
    }
    for (var side : Side.values()) {
      stops.forEach(side, (handle, stopPx) -> visitor.accept(registry.live(handle)));
    }
  }

  /** Of all that the symbol's future depends on. */
  long stateHash() {
    var hash = new StateHash();
    hash.add(orders.stateHash());
    for (var side : Side.values()) {
      stops.forEach(side, (handle, stopPx) -> registry.live(handle).addTo(hash));
      hash.add(stops.size());
    }
    hash.add(last.price());
    hash.add(previousClosePx);
    hash.add(halt.name().hashCode());
    session.view().addTo(hash);
    return hash.value();
  }

  ListingSnapshot snapshot() {
    return new ListingSnapshot(symbol, previousClosePx, last.price(), halt);
  }

  void restore(ListingSnapshot snapshot) {
    previousClosePx = snapshot.previousClosePx();
    halt = snapshot.halt();
    last.restore(snapshot.lastPx());
  }

  /** Puts an order back as a snapshot had it. */
  void restore(OrderState order) {
    var identity = order.identity();
    if (order.isWaiting()) {
      waitForTrigger(order);
    } else {
      orders.restore(
          identity.handle(),
          identity.accountId(),
          identity.side(),
          order.price(),
          order.leavesQty(),
          order.cumQty());
    }
  }

  private void waitForTrigger(OrderState order) {
    if (stops == StopOrders.EMPTY) {
      stops = new StopOrders();
    }
    stops.add(order.identity().handle(), order.identity().side(), order.stopPx());
  }

  private void match(OrderState order) {
    var identity = order.identity();
    long handle = identity.handle();
    long account = identity.accountId();
    long quantity = order.leavesQty();
    if (!isMatching()) {
      orders.collect(handle, account, identity.side(), order.price(), quantity);
      return;
    }
    switch (identity.timeInForce()) {
      case FOK -> orders.fillOrKill(handle, account, identity.side(), order.price(), quantity);
      case IOC ->
          orders.immediateOrCancel(handle, account, identity.side(), order.price(), quantity);
      case DAY, GTC, GTD -> {
        // The remainder of a market order never rests, whatever its validity says.
        if (identity.isMarket()) {
          orders.immediateOrCancel(handle, account, identity.side(), order.price(), quantity);
        } else {
          orders.limit(handle, account, identity.side(), order.price(), quantity);
        }
      }
    }
  }

  /**
   * After each command: what its trades trigger becomes active, one after the other, and what those
   * trade may trigger more. Each turn ends the waiting of one order.
   */
  private void trigger() {
    if (!isMatching()) {
      return;
    }
    long next = stops.next(last.low(), last.high());
    while (next != StopOrders.NO_ORDER) {
      var order = registry.live(next);
      stops.remove(next);
      order.trigger();
      reports.answer(BookReports.NOBODY_ASKED);
      reports.arrived(order, ExecType.TRIGGERED);
      match(order);
      next = stops.next(last.low(), last.high());
    }
    last.settle();
  }
}
