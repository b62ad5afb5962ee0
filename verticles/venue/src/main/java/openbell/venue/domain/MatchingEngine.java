package openbell.venue.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import openbell.model.ExecType;
import openbell.model.OrdStatus;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.venue.domain.VenueCommand.Header;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCancelReplaceRequest;
import openbell.venue.domain.VenueCommand.OrderCancelRequest;
import openbell.venue.domain.VenueCommand.OrderCommand;
import openbell.venue.domain.VenueReport.Fill;

/**
 * The books of one venue partition, and what was done to each of their orders: a function of the
 * partition's input log alone. Applies command number last + 1 of an order, parks a higher one,
 * drops a lower one; the street's commands (account 0) apply as they come, since an idempotent
 * producer writes them and nobody repeats them. Owned by the partition's thread.
 */
public final class MatchingEngine {
  private final Map<String, SymbolBook> books = new LinkedHashMap<>();
  private final OrderRegistry orders = new OrderRegistry();
  private final Sessions sessions = new Sessions();
  private final Admission admission = new Admission(sessions);
  private final Tape tape;
  private long nextOffset;
  private long now;

  public MatchingEngine(int partition) {
    this.tape = new Tape(partition);
  }

  /** The engine as it was when it made the snapshot. */
  public static MatchingEngine restore(int partition, EngineSnapshot snapshot) {
    var engine = new MatchingEngine(partition);
    engine.load(snapshot);
    return engine;
  }

  /**
   * Applies the next record of the log. What it causes is collected until it is taken.
   *
   * @param recordTime microseconds; a time before the last one counts as the last one
   */
  public void apply(long offset, long recordTime, VenueCommand command) {
    now = Math.max(now, recordTime);
    nextOffset = offset + 1;
    tape.begin(offset, now);
    switch (command) {
      case InstrumentListing listing -> tape.changed(list(listing.symbol()));
      case OrderCommand orderCommand -> {
        beginSession(orderCommand.header());
        applyInSequence(orderCommand);
      }
    }
  }

  /** A record that is no command: it is passed over, and counts as applied. */
  public void skip(long offset) {
    nextOffset = offset + 1;
  }

  /** The offset of the record that comes next. */
  public long nextOffset() {
    return nextOffset;
  }

  public boolean hasReports() {
    return tape.hasReports();
  }

  /** The reports since they were last taken, in order. */
  public List<VenueReport> takeReports() {
    return tape.takeReports();
  }

  /** What changed for the public since it was last taken. */
  public MarketDataDelta takeMarketData() {
    return tape.takeMarketData();
  }

  /** The depth of every book, in the order of listing; no trades. */
  public MarketDataDelta wholeMarketData() {
    return new MarketDataDelta(books.values().stream().map(SymbolBook::depth).toList(), List.of());
  }

  /** The listed symbols. */
  public Set<String> symbols() {
    return Set.copyOf(books.keySet());
  }

  public int liveOrderCount() {
    return orders.liveCount();
  }

  /** Of each symbol a hash of its resting orders, prices, quantities and priorities. */
  public Map<String, Long> stateHashes() {
    var hashes = new LinkedHashMap<String, Long>();
    books.forEach((symbol, book) -> hashes.put(symbol, book.orders().stateHash()));
    return hashes;
  }

  /** One hash of all books. */
  public long stateHash() {
    var hash = new StateHash();
    stateHashes()
        .forEach(
            (symbol, ofBook) -> {
              hash.add(symbol.hashCode());
              hash.add(ofBook);
            });
    return hash.value();
  }

  public EngineSnapshot snapshot() {
    var resting = new ArrayList<OrderSnapshot>();
    for (var book : books.values()) {
      for (var side : Side.values()) {
        book.orders()
            .forEachOrder(
                side,
                (handle, account, price, leavesQty, cumQty) ->
                    resting.add(orders.live(handle).snapshot()));
      }
    }
    var finished = orders.finished().stream().map(OrderState::snapshot).toList();
    return new EngineSnapshot(
        nextOffset,
        now,
        List.copyOf(books.keySet()),
        sessions.all(),
        resting,
        finished,
        orders.parked());
  }

  /**
   * Ends the sessions of a market before this trade date: its DAY orders expire, and what had ended
   * is forgotten.
   */
  private void expireSession(String mic, int tradeDate) {
    for (var book : books.values()) {
      if (book.mic().equals(mic)) {
        expireDayOrders(book, tradeDate);
      }
    }
    sessions.begin(mic, tradeDate);
    orders
        .forgetFinished(
            order ->
                marketOf(order.identity().symbol()).equals(mic)
                    && order.identity().tradeDate() != tradeDate)
        .forEach(waiting -> tape.unknownOrder(waiting.header()));
    orders
        .takeEarly(
            early -> marketOf(early.symbol()).equals(mic) && early.header().tradeDate() < tradeDate)
        .forEach(waiting -> tape.unknownOrder(waiting.header()));
  }

  private void expireDayOrders(SymbolBook book, int tradeDate) {
    var expired = new ArrayList<OrderState>();
    for (var side : Side.values()) {
      book.orders()
          .forEachOrder(
              side,
              (handle, account, price, leavesQty, cumQty) -> {
                var order = orders.live(handle);
                var identity = order.identity();
                if (identity.timeInForce() == TimeInForce.DAY && identity.tradeDate() < tradeDate) {
                  expired.add(order);
                }
              });
    }
    for (var order : expired) {
      book.orders().withdraw(order.identity().handle());
      order.end(OrdStatus.EXPIRED);
      orders.finish(order);
      tape.changed(book);
      tape.report(order, order.identity().tradeDate(), ExecType.EXPIRED, -1);
    }
  }

  private void beginSession(Header header) {
    var mic = marketOf(header.symbol());
    if (sessions.isLater(mic, header.tradeDate())
        && Sessions.isPlausible(header.tradeDate(), now)) {
      expireSession(mic, header.tradeDate());
    }
  }

  private void applyInSequence(OrderCommand command) {
    var header = command.header();
    var known = orders.find(header.orderId());
    if (known.isPresent()) {
      applyToKnown(known.get(), command);
    } else if (command instanceof NewOrderSingle newOrder && header.cmdNo() == 0) {
      applyParked(enter(newOrder));
    } else if (header.tradeDate() < sessions.tradeDate(marketOf(header.symbol()))
        || header.accountId() == 0
        || !orders.parkEarly(command)) {
      tape.unknownOrder(header);
    }
  }

  private void applyToKnown(OrderState order, OrderCommand command) {
    int cmdNo = command.header().cmdNo();
    if (command.header().accountId() != order.identity().accountId()) {
      tape.unknownOrder(command.header());
    } else if (order.isOfStreet()) {
      change(order, command);
    } else if (cmdNo == order.lastCmdNo() + 1) {
      change(order, command);
      applyParked(order);
    } else if (cmdNo > order.lastCmdNo() && !order.park(command)) {
      tape.cancelReject(command.header(), order, RejectReason.UNKNOWN_ORDER);
    }
  }

  private void applyParked(OrderState order) {
    for (var next = order.takeNext(); next.isPresent(); next = order.takeNext()) {
      change(order, next.get());
    }
  }

  private OrderState enter(NewOrderSingle command) {
    var header = command.header();
    var identity =
        new OrderIdentity(
            header.orderId(),
            nextOffset - 1,
            header.accountId(),
            header.symbol(),
            command.side(),
            command.timeInForce(),
            header.tradeDate());
    var order = new OrderState(identity, command.price(), command.orderQty());
    var market = marketOf(header.symbol());
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
      match(books.get(header.symbol()).orders(), identity, command);
    }
    return order;
  }

  private static void match(OrderBook book, OrderIdentity order, NewOrderSingle command) {
    long handle = order.handle();
    long account = order.accountId();
    switch (command.timeInForce()) {
      case FOK ->
          book.fillOrKill(handle, account, command.side(), command.price(), command.orderQty());
      case IOC ->
          book.immediateOrCancel(
              handle, account, command.side(), command.price(), command.orderQty());
      case DAY, GTC, GTD -> {
        // The remainder of a market order never rests, whatever its validity says.
        if (command.ordType() == OrdType.MARKET) {
          book.immediateOrCancel(
              handle, account, command.side(), command.price(), command.orderQty());
        } else {
          book.limit(handle, account, command.side(), command.price(), command.orderQty());
        }
      }
    }
  }

  private void change(OrderState order, OrderCommand command) {
    var header = command.header();
    order.commandApplied(header.cmdNo());
    switch (command) {
      case NewOrderSingle again -> tape.cancelReject(header, order, RejectReason.DUPLICATE_ORDER);
      case OrderCancelRequest cancel -> {
        if (order.isDone()) {
          tape.cancelReject(header, order, RejectReason.TOO_LATE_TO_CANCEL);
        } else {
          bookOf(order).cancel(order.identity().handle());
        }
      }
      case OrderCancelReplaceRequest replace -> replace(order, replace);
    }
  }

  private void replace(OrderState order, OrderCancelReplaceRequest command) {
    var invalid = Admission.refusalOf(command.price(), command.orderQty());
    if (order.isDone()) {
      tape.cancelReject(command.header(), order, RejectReason.TOO_LATE_TO_REPLACE);
    } else if (invalid.isPresent()) {
      tape.cancelReject(command.header(), order, invalid.get());
    } else {
      bookOf(order).replace(order.identity().handle(), command.price(), command.orderQty());
    }
  }

  private OrderBook bookOf(OrderState order) {
    return books.get(order.identity().symbol()).orders();
  }

  private String marketOf(String symbol) {
    var book = books.get(symbol);
    return book == null ? Admission.UNLISTED : book.mic();
  }

  private SymbolBook list(String symbol) {
    return books.computeIfAbsent(symbol, s -> new SymbolBook(s, orders, sessions, tape));
  }

  private void load(EngineSnapshot snapshot) {
    nextOffset = snapshot.nextOffset();
    now = snapshot.now();
    snapshot.symbols().forEach(this::list);
    snapshot.tradeDates().forEach(sessions::begin);
    for (var order : snapshot.resting()) {
      var state = OrderState.restore(order);
      var identity = order.identity();
      orders.add(state);
      bookOf(state)
          .restore(
              identity.handle(),
              identity.accountId(),
              identity.side(),
              order.price(),
              state.leavesQty(),
              order.cumQty());
    }
    snapshot.finished().forEach(order -> orders.add(OrderState.restore(order)));
    snapshot.parked().forEach(this::parkAgain);
  }

  private void parkAgain(OrderCommand command) {
    var known = orders.find(command.header().orderId());
    if (known.isPresent()) {
      known.get().park(command);
    } else {
      orders.parkEarly(command);
    }
  }
}
