package openbell.venue.domain;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  Optional<SymbolBook> find(String symbol) {
    return Optional.ofNullable(books.get(symbol));
  }

  /** The book of an order's symbol, which must be listed. */
  SymbolBook bookOf(OrderState order) {
    return books.get(order.identity().symbol());
  }

  /** The books of a market, in the order of their listing. */
  List<SymbolBook> ofMarket(String mic) {
    return books.values().stream().filter(book -> book.mic().equals(mic)).toList();
  }

  /** The market of a symbol, {@link Admission#UNLISTED} where it has no book. */
  String marketOf(String symbol) {
    var book = books.get(symbol);
    return book == null ? Admission.UNLISTED : book.mic();
  }

  /** The markets of the listed symbols. */
  Set<String> markets() {
    return books.values().stream().map(SymbolBook::mic).collect(Collectors.toSet());
  }

  Collection<SymbolBook> all() {
    return books.values();
  }

  Set<String> symbols() {
    return books.keySet();
  }
}
