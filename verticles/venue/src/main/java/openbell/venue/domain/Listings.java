package openbell.venue.domain;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The books of a partition, in the order in which their symbols were listed. */
final class Listings {
  private final Map<String, SymbolBook> books = new LinkedHashMap<>();
  private final OrderRegistry orders;
  private final Sessions sessions;
  private final Tape tape;

  Listings(OrderRegistry orders, Sessions sessions, Tape tape) {
    this.orders = orders;
    this.sessions = sessions;
    this.tape = tape;
  }

  /** The book of a symbol, made if there was none. */
  SymbolBook list(String symbol) {
    return books.computeIfAbsent(symbol, s -> new SymbolBook(s, orders, sessions, tape));
  }

  /** The book in which an order rests. */
  OrderBook bookOf(OrderState order) {
    return books.get(order.identity().symbol()).orders();
  }

  /** The market of a symbol, {@link Admission#UNLISTED} where it has no book. */
  String marketOf(String symbol) {
    var book = books.get(symbol);
    return book == null ? Admission.UNLISTED : book.mic();
  }

  Collection<SymbolBook> all() {
    return books.values();
  }

  Set<String> symbols() {
    return books.keySet();
  }
}
