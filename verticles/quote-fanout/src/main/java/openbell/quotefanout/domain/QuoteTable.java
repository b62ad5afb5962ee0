package openbell.quotefanout.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import openbell.wire.marketdata.Quote;

/**
 * The subscription table of one event loop: canonical symbol to its cells, one for each name it was
 * registered under (bare, canonical). Holds what somebody holds, no more. Owned by the loop.
 */
public final class QuoteTable {
  private static final Quote NONE = Quote.newBuilder().setStale(true).build();

  private final Function<String, Optional<Quote>> board;
  private final Map<String, List<QuoteCell>> cells = new HashMap<>();

  /**
   * An empty table.
   *
   * @param board the newest quote of a canonical symbol, as the node knows it
   */
  public QuoteTable(Function<String, Optional<Quote>> board) {
    this.board = board;
  }

  /** Gives a batch to the cells of its symbols; returns how many cells changed. */
  public int apply(List<Quote> batch) {
    var changed = 0;
    for (var i = 0; i < batch.size(); i++) {
      var quote = batch.get(i);
      var ofSymbol = cells.get(quote.getSymbol());
      if (ofSymbol != null) {
        for (var j = 0; j < ofSymbol.size(); j++) {
          changed += ofSymbol.get(j).accept(quote) ? 1 : 0;
        }
      }
    }
    return changed;
  }

  /** Reads every symbol from the board again: after batches were passed over. */
  public void refresh() {
    cells.forEach(
        (symbol, ofSymbol) ->
            board.apply(symbol).ifPresent(quote -> ofSymbol.forEach(cell -> cell.accept(quote))));
  }

  /** The cell of a symbol under a name, held once more by the caller. */
  public QuoteCell hold(String canonical, String name) {
    var ofSymbol = cells.computeIfAbsent(canonical, symbol -> new ArrayList<>(1));
    for (var cell : ofSymbol) {
      if (cell.name().equals(name)) {
        cell.hold();
        return cell;
      }
    }
    var cell = new QuoteCell(name, board.apply(canonical).orElse(NONE));
    cell.hold();
    ofSymbol.add(cell);
    return cell;
  }

  /** Gives a cell back. */
  public void release(String canonical, QuoteCell cell) {
    if (cell.letGo()) {
      var ofSymbol = cells.get(canonical);
      ofSymbol.remove(cell);
      if (ofSymbol.isEmpty()) {
        cells.remove(canonical);
      }
    }
  }

  /** Symbols that somebody holds. */
  public int size() {
    return cells.size();
  }
}
