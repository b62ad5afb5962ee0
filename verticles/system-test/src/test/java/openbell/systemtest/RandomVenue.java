package openbell.systemtest;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.common.Side;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Trade;
import openbell.wire.venue.VenueMarketData;
import openbell.wire.venue.VenueSnapshotRequest;

/**
 * One venue partition that says random books and trades on a local bus; the same seed says the
 * same. Its books are never crossed.
 */
final class RandomVenue {
  private static final long TICK = 100;
  private static final int LEVELS = 5;

  private final Bus bus;
  private final Random random;
  private final List<String> symbols;
  private final Map<String, Depth> books = new LinkedHashMap<>();
  private long seq;
  private long traded;

  RandomVenue(Bus bus, long seed, List<String> symbols) {
    this.bus = bus;
    this.random = new Random(seed);
    this.symbols = symbols;
  }

  Future<Void> open() {
    return bus.<VenueSnapshotRequest>serve(
        Addresses.venueSnapshot(0), request -> Future.succeededFuture(snapshot()));
  }

  Future<Void> close() {
    return bus.stopServing(Addresses.venueSnapshot(0));
  }

  /** Says so many messages, each a new book and sometimes the trade that led to it. */
  synchronized void speak(int messages) {
    for (var left = messages; left > 0; left--) {
      var symbol = symbols.get(random.nextInt(symbols.size()));
      var message = message();
      var before = books.get(symbol);
      if (before != null && before.getBidsCount() > 0 && random.nextInt(3) == 0) {
        message.addTrades(trade(before));
      }
      var book = book(symbol);
      books.put(symbol, book);
      bus.publish(Addresses.venueMarketData(0), message.addDepths(book).setSeq(++seq).build());
    }
  }

  /** Says that it lives. */
  synchronized void beat() {
    bus.publish(Addresses.venueMarketData(0), message().setSeq(++seq).build());
  }

  /** The best prices of a symbol's newest book. */
  synchronized String best(String symbol) {
    var book = books.get(symbol);
    var bid = book.getBidsCount() > 0 ? book.getBids(0) : PriceLevel.getDefaultInstance();
    var ask = book.getAsksCount() > 0 ? book.getAsks(0) : PriceLevel.getDefaultInstance();
    return best(bid.getPx(), bid.getQty(), ask.getPx(), ask.getQty());
  }

  /** Best prices as text; 0 where a side is empty. */
  static String best(long bidPx, long bidQty, long askPx, long askQty) {
    return bidQty + "@" + bidPx + " " + askQty + "@" + askPx;
  }

  /** The newest book of each symbol as text, to be compared with what a feed made of it. */
  synchronized Map<String, String> books() {
    var text = new LinkedHashMap<String, String>();
    books.forEach((symbol, book) -> text.put(symbol, text(book)));
    return text;
  }

  /** The sum of all trades' quantities. */
  synchronized long traded() {
    return traded;
  }

  private Trade trade(Depth before) {
    var best = before.getBids(0);
    var qty = 1 + random.nextLong(best.getQty() + 10);
    traded += qty;
    return Trade.newBuilder()
        .setSymbol(before.getSymbol())
        .setPx(best.getPx())
        .setQty(qty)
        .setAggressor(Side.SIDE_SELL)
        .setTransactTime(nowMicros())
        .setTrdMatchId("0-" + seq)
        .build();
  }

  private Depth book(String symbol) {
    var middle = 1_000_000 + TICK * random.nextInt(20);
    var book = Depth.newBuilder().setSymbol(symbol).setAsOf(nowMicros());
    for (var level = 1; level <= LEVELS; level++) {
      if (random.nextInt(5) > 0) {
        book.addBids(level(middle - level * TICK));
      }
      if (random.nextInt(5) > 0) {
        book.addAsks(level(middle + level * TICK));
      }
    }
    return book.build();
  }

  private PriceLevel level(long px) {
    return PriceLevel.newBuilder().setPx(px).setQty(1 + random.nextInt(50)).build();
  }

  private synchronized VenueMarketData snapshot() {
    return message().addAllDepths(books.values()).build();
  }

  private VenueMarketData.Builder message() {
    return VenueMarketData.newBuilder().setEpoch(1).setSeq(seq);
  }

  private static String text(Depth book) {
    return levels(book.getBidsList()) + " " + levels(book.getAsksList());
  }

  private static List<String> levels(List<PriceLevel> levels) {
    var text = new ArrayList<String>();
    levels.forEach(level -> text.add(level.getQty() + "@" + level.getPx()));
    return text;
  }

  /** To the microsecond, as the venue's: a trade of a session's first millisecond is told. */
  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
