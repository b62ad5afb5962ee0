package openbell.feedhandler.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Checks each update of a feed and applies what passes to the symbol's state; remembers what
 * changed until it is taken. Nothing of a rejected update is applied.
 */
public final class Normaliser {
  private static final long MAX_AHEAD_MICROS = 5_000_000;
  private static final long MAX_BEHIND_MICROS = 1_000_000;

  private final Function<String, TradeDays> daysOfSymbol;
  private final long startMicros;
  private final long staleMicros;
  private final Map<String, SymbolState> states = new HashMap<>();
  private final Map<String, ShareListings> shares = new HashMap<>();
  private final List<SymbolState> changed = new ArrayList<>();
  private List<SequencedTrade> trades = new ArrayList<>();
  private long outliers;

  /**
   * Knows no symbol yet.
   *
   * @param daysOfSymbol the trade dates of a canonical symbol's market
   * @param startMicros when this process took the feed over: the epoch of every symbol of which no
   *     newer one is known
   */
  public Normaliser(Function<String, TradeDays> daysOfSymbol, long startMicros) {
    this(daysOfSymbol, startMicros, Long.MAX_VALUE);
  }

  /**
   * As above.
   *
   * @param staleMicros an update whose stamp is older than this is taken, and its symbol stale
   */
  public Normaliser(Function<String, TradeDays> daysOfSymbol, long startMicros, long staleMicros) {
    this.daysOfSymbol = daysOfSymbol;
    this.startMicros = startMicros;
    this.staleMicros = staleMicros;
  }

  /** Adds or changes an instrument; what was published of it before counts at its first listing. */
  public void list(Listing listing, Optional<DaySnapshot> before, long nowMicros) {
    var known = states.get(listing.symbol());
    if (known != null) {
      known.list(listing);
      join(known, listing.share());
      changed(known);
      return;
    }
    var days = daysOfSymbol.apply(listing.symbol());
    var state = new SymbolState(states.size(), listing, days, startMicros);
    before.ifPresent(snapshot -> state.restore(snapshot, nowMicros));
    states.put(state.symbol(), state);
    join(state, listing.share());
    changed(state);
  }

  private void join(SymbolState state, String share) {
    state.join(
        share.isEmpty()
            ? new ShareListings()
            : shares.computeIfAbsent(share, first -> new ShareListings()));
    changedElsewhere(state);
  }

  /** Replaces a symbol's book. */
  public Verdict depth(FeedDepth depth, long nowMicros) {
    var state = states.get(depth.symbol());
    if (state == null) {
      return Verdict.UNKNOWN_SYMBOL;
    }
    var verdict = checkAll(state, depth, clock(state, depth.asOf(), nowMicros));
    if (verdict.isTaken()) {
      state.depth(depth, verdict == Verdict.ACCEPTED);
      changed(state);
    } else {
      state.loseStep();
    }
    return verdict;
  }

  /**
   * As {@link #depth}, of a snapshot: its stamp may be as old as the book's last change, but the
   * first one of a line is no older than what was shown before.
   */
  public Verdict snapshot(FeedDepth depth, long nowMicros) {
    var state = states.get(depth.symbol());
    if (state == null) {
      return Verdict.UNKNOWN_SYMBOL;
    }
    state.loseStep();
    var oldest = state.heard() ? 0 : state.shownAsOf() - MAX_BEHIND_MICROS;
    // A book that never changed has no stamp, and no older news to show.
    var old = depth.asOf() != 0 && depth.asOf() < oldest;
    var off = old || isAhead(depth.asOf(), nowMicros);
    var verdict = checkAll(state, depth, off ? Verdict.STALE_CLOCK : Verdict.ACCEPTED);
    if (verdict.isTaken()) {
      state.snapshot(depth);
      changed(state);
    }
    return verdict;
  }

  /** The clock's verdict, unless the levels are refused. */
  private Verdict checkAll(SymbolState state, FeedDepth depth, Verdict clock) {
    if (clock == Verdict.STALE_CLOCK) {
      goStale(state);
      return clock;
    }
    var levels = check(depth, state);
    return levels == Verdict.ACCEPTED ? clock : levels;
  }

  /** Adds a trade to the symbol's day. */
  public Verdict trade(FeedTrade trade, long nowMicros) {
    var state = states.get(trade.symbol());
    if (state == null) {
      return Verdict.UNKNOWN_SYMBOL;
    }
    if (trade.transactTime() <= state.countedTo()) {
      return Verdict.DUPLICATE;
    }
    var clock = clock(state, trade.transactTime(), nowMicros);
    if (clock == Verdict.STALE_CLOCK) {
      goStale(state);
      return clock;
    }
    var price = check(trade.px(), trade.qty(), tradeTick(state.tickSize()));
    var verdict = price == Verdict.ACCEPTED ? clock : price;
    if (verdict.isTaken()) {
      state.trade(trade, verdict == Verdict.ACCEPTED);
      outliers += state.outlier() ? 1 : 0;
      trades.add(new SequencedTrade(trade, state.epoch(), state.seq()));
      changed(state);
      changedElsewhere(state);
    }
    return verdict;
  }

  /**
   * A trade, or a venue more, moves the average price of the share on every venue that lists it.
   */
  private void changedElsewhere(SymbolState here) {
    var share = here.share();
    for (var index = 0; index < share.size(); index++) {
      var other = share.get(index);
      if (other != here) {
        other.changedElsewhere();
        changed(other);
      }
    }
  }

  /** A line's snapshot is complete: the books of its symbols that it does not name are empty. */
  public void clearAbsent(int line, Set<String> present) {
    for (var state : states.values()) {
      if (state.line() == line && !present.contains(state.symbol())) {
        state.clearBook();
        changed(state);
      }
    }
  }

  /** A line is silent: its symbols keep their values and are published as stale. */
  public void goStale(int line) {
    for (var state : states.values()) {
      if (state.line() == line) {
        goStale(state);
      }
    }
  }

  /** One symbol missed updates: it keeps its values and is published as stale. */
  public void goStale(String symbol) {
    var state = states.get(symbol);
    if (state != null) {
      goStale(state);
    }
  }

  private void goStale(SymbolState state) {
    if (!state.stale()) {
      state.goStale();
      changed(state);
    }
  }

  /**
   * Another line speaks of all symbols from now on: each keeps its values, marked stale, until the
   * line says something that is not older; its trades that were counted before are not again.
   */
  public void changeLine() {
    for (var state : states.values()) {
      state.changeLine();
      changed(state);
    }
  }

  /** How many symbols are in which state now. */
  public FeedCensus census() {
    var heard = 0;
    var stale = 0;
    var staleHeard = 0;
    var incomplete = 0;
    for (var state : states.values()) {
      heard += state.heard() ? 1 : 0;
      stale += state.stale() ? 1 : 0;
      staleHeard += state.heard() && state.stale() ? 1 : 0;
      incomplete += state.day().incomplete() ? 1 : 0;
    }
    return new FeedCensus(states.size(), stale, heard, staleHeard, incomplete);
  }

  /** Trades so far whose price was far from the mean of its hour; they were published. */
  public long outliers() {
    return outliers;
  }

  /** How many symbols changed since {@link #drainChanged}. */
  public int changedCount() {
    return changed.size();
  }

  /** Hands out each symbol that changed since the last call, once, with its state as it is now. */
  public void drainChanged(Consumer<SymbolState> receiver) {
    drainChanged(new ReadAhead<>(SymbolState::index), receiver);
  }

  /** As above, with what the receiver reads of each read ahead. */
  public void drainChanged(ReadAhead<SymbolState> ahead, Consumer<SymbolState> receiver) {
    ahead.forEach(
        changed,
        state -> {
          receiver.accept(state);
          state.published();
        });
    changed.clear();
  }

  /** The trades accepted since the last call, in order. */
  public List<SequencedTrade> takeTrades() {
    var taken = trades;
    trades = new ArrayList<>();
    return taken;
  }

  private void changed(SymbolState state) {
    if (state.markChanged()) {
      changed.add(state);
    }
  }

  private Verdict clock(SymbolState state, long stamp, long nowMicros) {
    if (isAhead(stamp, nowMicros) || stamp < state.asOf() - MAX_BEHIND_MICROS) {
      return Verdict.STALE_CLOCK;
    }
    return nowMicros - stamp > staleMicros ? Verdict.DELAYED : Verdict.ACCEPTED;
  }

  private static boolean isAhead(long stamp, long nowMicros) {
    return stamp > nowMicros + MAX_AHEAD_MICROS;
  }

  /** A trade against hidden liquidity may print at the middle of the spread: half a tick. */
  private static long tradeTick(long tickSize) {
    return tickSize % 2 == 0 ? tickSize / 2 : tickSize;
  }

  private static Verdict check(FeedDepth depth, SymbolState state) {
    var bids = state.tellsBids(depth) ? depth.bids() : state.bids();
    var ofBids = check(bids, state.bids(), state, -1);
    if (ofBids != Verdict.ACCEPTED) {
      return ofBids;
    }
    var asks = state.tellsAsks(depth) ? depth.asks() : state.asks();
    var ofAsks = check(asks, state.asks(), state, 1);
    if (ofAsks != Verdict.ACCEPTED || bids.size() == 0 || asks.size() == 0) {
      return ofAsks;
    }
    var spread = asks.bestPx() - bids.bestPx();
    if (spread == 0) {
      return Verdict.LOCKED;
    }
    return spread < 0 ? Verdict.CROSSED : Verdict.ACCEPTED;
  }

  /**
   * Checks one side, whose prices rise (+1) or fall (-1) from the best. What stands as it stood
   * before was checked then.
   */
  private static Verdict check(
      DepthLevels levels, DepthLevels before, SymbolState state, int direction) {
    if (levels == before) {
      return Verdict.ACCEPTED;
    }
    var isKnown = state.isInStep();
    for (var level = isKnown ? levels.samePxs(before) : 0; level < levels.size(); level++) {
      var px = levels.px(level);
      var verdict = checkPx(px, state.tickSize());
      if (verdict != Verdict.ACCEPTED) {
        return verdict;
      }
      if (level > 0 && Long.compare(px, levels.px(level - 1)) != direction) {
        return Verdict.UNSORTED;
      }
    }
    for (var level = isKnown ? levels.sameQtys(before) : 0; level < levels.size(); level++) {
      if (levels.qty(level) <= 0) {
        return Verdict.ZERO_QUANTITY;
      }
    }
    return Verdict.ACCEPTED;
  }

  private static Verdict check(long px, long qty, long tickSize) {
    var price = checkPx(px, tickSize);
    return price == Verdict.ACCEPTED && qty <= 0 ? Verdict.ZERO_QUANTITY : price;
  }

  private static Verdict checkPx(long px, long tickSize) {
    if (px <= 0) {
      return Verdict.ZERO_PRICE;
    }
    return px % tickSize == 0 ? Verdict.ACCEPTED : Verdict.OFF_TICK;
  }
}
