package openbell.venue.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import openbell.model.TradingHalt;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCommand;
import openbell.venue.domain.VenueCommand.TradingHaltChange;
import openbell.venue.domain.VenueCommand.TradingPhaseChange;

/**
 * The books of one venue partition, and what was done to each of their orders: a function of the
 * partition's input log alone. Applies command number last + 1 of an order, parks a higher one,
 * drops a lower one; the street's commands (account 0) apply as they come, since an idempotent
 * producer writes them and nobody repeats them. Owned by the partition's thread.
 */
public final class MatchingEngine {
  private final OrderRegistry orders = new OrderRegistry();
  private final Sessions sessions = new Sessions();
  private final Tape tape;
  private final Listings listings;
  private final Phases phases;
  private final OrderEntry entry;
  private long nextOffset;
  private long now;

  public MatchingEngine(int partition) {
    this.tape = new Tape(partition);
    this.listings = new Listings(orders, sessions, tape);
    this.phases = new Phases(listings, sessions, new SessionEnd(listings, orders, sessions, tape));
    this.entry = new OrderEntry(listings, orders, sessions, tape);
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
      case InstrumentListing listing -> list(listing);
      case TradingPhaseChange change -> phases.change(change);
      case TradingHaltChange change ->
          listings.find(change.symbol()).ifPresent(book -> book.halt(change.halt()));
      case OrderCommand orderCommand -> {
        phases.meet(orderCommand, now);
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
    return new MarketDataDelta(listings.all().stream().map(SymbolBook::depth).toList(), List.of());
  }

  /** The listed symbols. */
  public Set<String> symbols() {
    return Set.copyOf(listings.symbols());
  }

  /** The markets of the listed symbols, by MIC. */
  public Set<String> markets() {
    return listings.markets();
  }

  public int liveOrderCount() {
    return orders.liveCount();
  }

  /** The session of a market, as the log told it. */
  public SessionView session(String mic) {
    return sessions.of(mic).view();
  }

  /** What is allowed in a symbol; NONE in one that is not listed. */
  public TradingHalt halt(String symbol) {
    return listings.find(symbol).map(SymbolBook::halt).orElse(TradingHalt.NONE);
  }

  /** Of each symbol a hash of its orders, prices, quantities and priorities, phase and halt. */
  public Map<String, Long> stateHashes() {
    var hashes = new LinkedHashMap<String, Long>();
    listings.all().forEach(book -> hashes.put(book.symbol(), book.stateHash()));
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
    var live = new ArrayList<OrderSnapshot>();
    for (var book : listings.all()) {
      book.forEachOrder(order -> live.add(order.snapshot()));
    }
    var finished = orders.finished().stream().map(OrderState::snapshot).toList();
    return new EngineSnapshot(
        nextOffset,
        now,
        listings.all().stream().map(SymbolBook::snapshot).toList(),
        sessions.all(),
        live,
        finished,
        orders.parked());
  }

  private void list(InstrumentListing listing) {
    boolean isNew = listings.find(listing.symbol()).isEmpty();
    var book = listings.list(listing.symbol());
    if (isNew) {
      book.previousClose(listing.previousClosePx());
    }
    tape.changed(book);
  }

  private void applyInSequence(OrderCommand command) {
    var header = command.header();
    var known = orders.find(header.orderId());
    if (known.isPresent()) {
      applyToKnown(known.get(), command);
    } else if (command instanceof NewOrderSingle newOrder && header.cmdNo() == 0) {
      applyParked(entry.enter(newOrder, nextOffset - 1, now));
    } else if (header.tradeDate() < sessions.of(listings.marketOf(header.symbol())).tradeDate()
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
      entry.change(order, command);
    } else if (cmdNo == order.lastCmdNo() + 1) {
      entry.change(order, command);
      applyParked(order);
    } else if (cmdNo > order.lastCmdNo() && !order.park(command)) {
      tape.cancelReject(command.header(), order, RejectReason.UNKNOWN_ORDER);
    }
  }

  private void applyParked(OrderState order) {
    for (var next = order.takeNext(); next.isPresent(); next = order.takeNext()) {
      entry.change(order, next.get());
    }
  }

  private void load(EngineSnapshot snapshot) {
    nextOffset = snapshot.nextOffset();
    now = snapshot.now();
    sessions.restore(snapshot.sessions());
    snapshot.listings().forEach(listing -> listings.list(listing.symbol()).restore(listing));
    for (var order : snapshot.live()) {
      var state = OrderState.restore(order);
      orders.add(state);
      listings.bookOf(state).restore(state);
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
