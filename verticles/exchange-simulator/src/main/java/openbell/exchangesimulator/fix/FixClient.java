package openbell.exchangesimulator.fix;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import openbell.exchangesimulator.fix.MarketDataRequest.Subscription;
import openbell.exchangesimulator.tape.MarketTape;
import openbell.exchangesimulator.tape.TapeListener;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Trade;
import quickfix.Message;

/**
 * What one logged-on client watches and what it has been told: of each symbol the book it holds and
 * the RptSeq (83) it has seen. Books are conflated, trades are not; all waits for {@link #flush}. A
 * client for which too much waits is overdue, and to be dropped. Runs on the tape's event loop.
 */
final class FixClient implements TapeListener {
  /** Trades that may wait for a client that does not read. */
  static final int MAX_TRADES = 10_000;

  private static final int SYMBOLS_PER_FRAGMENT = 500;
  private static final int MAX_ENTRIES = 200;
  private static final int MAX_SNAPSHOTS = 10_000;
  private static final int SNAPSHOTS_PER_FLUSH = 50;

  private record Owed(MarketDataRequest request, String symbol) {}

  /** One symbol as the client knows it. */
  private static final class Watched {
    private final int levels;
    private Depth told = Depth.getDefaultInstance();
    private long rptSeq;

    Watched(int levels) {
      this.levels = levels;
    }
  }

  private final MarketTape tape;
  private final Supplier<List<String>> listed;
  private final Consumer<Message> wire;
  private final Map<String, Watched> watched = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final Queue<Owed> snapshots = new ArrayDeque<>();
  private List<Trade> trades = new ArrayList<>();
  private Message message = FixMessages.incremental();
  private int entries;
  private boolean overdue;

  /**
   * A client that watches nothing.
   *
   * @param listed the canonical symbols of all securities
   * @param wire sends to the client and returns at once
   */
  FixClient(MarketTape tape, Supplier<List<String>> listed, Consumer<Message> wire) {
    this.tape = tape;
    this.listed = listed;
    this.wire = wire;
  }

  /** Answers a SecurityListRequest (x) with all securities, in fragments. */
  void securityList(String securityReqId) {
    var symbols = listed.get();
    var total = symbols.size();
    var from = 0;
    do {
      var to = Math.min(total, from + SYMBOLS_PER_FRAGMENT);
      var fragment = symbols.subList(from, to);
      wire.accept(FixMessages.securityList(securityReqId, fragment, total, to == total));
      from = to;
    } while (from < total);
  }

  /** Answers a MarketDataRequest (V): for each symbol a reject, or a snapshot soon. */
  void marketData(MarketDataRequest request) {
    var known = new HashSet<>(listed.get());
    for (var symbol : request.symbols()) {
      if (!known.contains(symbol)) {
        wire.accept(FixMessages.unknownSymbol(request.mdReqId(), "unknown symbol " + symbol));
      } else if (request.subscription() == Subscription.UNSUBSCRIBE) {
        watched.remove(symbol);
      } else if (snapshots.size() < MAX_SNAPSHOTS) {
        snapshots.add(new Owed(request, symbol));
      } else {
        overdue = true;
      }
    }
  }

  @Override
  public void depth(Depth depth) {
    if (watched.containsKey(depth.getSymbol())) {
      changed.add(depth.getSymbol());
    }
  }

  @Override
  public void trade(Trade trade) {
    if (!watched.containsKey(trade.getSymbol())) {
      return;
    }
    if (trades.size() < MAX_TRADES) {
      trades.add(trade);
    } else {
      overdue = true;
    }
  }

  /** Whether a trade or a request found no room: what follows would have a gap. */
  boolean isOverdue() {
    return overdue;
  }

  /** Sends what waits: snapshots, the trades in their order, then what changed in each book. */
  void flush() {
    for (var left = SNAPSHOTS_PER_FLUSH; left > 0 && !snapshots.isEmpty(); left--) {
      var owed = snapshots.poll();
      snapshot(owed.request(), owed.symbol());
    }
    var waiting = trades;
    trades = new ArrayList<>();
    waiting.forEach(this::tell);
    for (var symbol : changed) {
      var known = watched.get(symbol);
      if (known != null) {
        tell(known, book(symbol, known.levels));
      }
    }
    changed.clear();
    send();
  }

  private void snapshot(MarketDataRequest request, String symbol) {
    var known =
        request.subscription() == Subscription.SUBSCRIBE
            ? watched.computeIfAbsent(symbol, added -> new Watched(request.depth()))
            : watched.getOrDefault(symbol, new Watched(request.depth()));
    known.told = book(symbol, known.levels);
    wire.accept(FixMessages.snapshot(request.mdReqId(), known.rptSeq, known.told));
  }

  private void tell(Trade trade) {
    var known = watched.get(trade.getSymbol());
    if (known != null) {
      known.rptSeq++;
      FixMessages.add(message, known.rptSeq, trade);
      added();
    }
  }

  private void tell(Watched known, Depth now) {
    for (var change : BookChange.between(known.told, now)) {
      known.rptSeq++;
      FixMessages.add(message, now.getSymbol(), known.rptSeq, change, now.getAsOf());
      entries++;
    }
    known.told = now;
    if (entries >= MAX_ENTRIES) {
      send();
    }
  }

  /** Sends what is full; the changes of one book are never parted. */
  private void added() {
    entries++;
    if (entries >= MAX_ENTRIES) {
      send();
    }
  }

  private void send() {
    if (entries > 0) {
      wire.accept(message);
      message = FixMessages.incremental();
      entries = 0;
    }
  }

  /** The newest book, cut to as many levels as were asked for; empty while there is none. */
  private Depth book(String symbol, int levels) {
    var whole = tape.newest(symbol).orElse(Depth.newBuilder().setSymbol(symbol).build());
    if (levels == 0 || Math.max(whole.getBidsCount(), whole.getAsksCount()) <= levels) {
      return whole;
    }
    return whole.toBuilder()
        .clearBids()
        .addAllBids(whole.getBidsList().stream().limit(levels).toList())
        .clearAsks()
        .addAllAsks(whole.getAsksList().stream().limit(levels).toList())
        .build();
  }
}
