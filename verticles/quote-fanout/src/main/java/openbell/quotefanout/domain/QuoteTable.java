package openbell.quotefanout.domain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import openbell.model.EncodedDepths;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.EncodedDepth;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.Trade;

/**
 * The subscription table of one event loop: canonical symbol to its cells, one for each name it was
 * registered under (bare, canonical) and each subject. Holds what somebody holds, no more. Owned by
 * the loop; any thread may ask whether depth or trades are wanted at all.
 */
public final class QuoteTable {
  private final Function<String, Optional<Quote>> quotes;
  private final Function<String, Optional<Depth>> depths;
  private final Map<String, List<Cell>> cells = new HashMap<>();
  private final TimeBase timeBase = new TimeBase();
  private final BitSet handles = new BitSet();
  private int heldDepths;
  private int heldTapes;
  private volatile boolean wantsDepth;
  private volatile boolean wantsTrades;

  /**
   * An empty table.
   *
   * @param quotes the newest quote of a canonical symbol, as the node knows it
   * @param depths the newest depth
   */
  public QuoteTable(
      Function<String, Optional<Quote>> quotes, Function<String, Optional<Depth>> depths) {
    this.quotes = quotes;
    this.depths = depths;
  }

  /** Gives a batch to the cells of its symbols; returns how many cells changed. */
  public int apply(List<Quote> batch) {
    var changed = 0;
    for (var i = 0; i < batch.size(); i++) {
      var quote = batch.get(i);
      var ofSymbol = cells.get(quote.getSymbol());
      if (ofSymbol != null) {
        for (var j = 0; j < ofSymbol.size(); j++) {
          changed += ofSymbol.get(j) instanceof QuoteCell cell && cell.accept(quote) ? 1 : 0;
        }
      }
    }
    return changed;
  }

  /** As {@link #apply}, for depths; decodes those of symbols that somebody holds. */
  public void applyDepths(List<EncodedDepth> batch) {
    for (var i = 0; i < batch.size(); i++) {
      var ofSymbol = cells.get(batch.get(i).getSymbol());
      if (ofSymbol != null && wantDepth(ofSymbol)) {
        EncodedDepths.decode(batch.get(i)).ifPresent(depth -> applyDepth(depth, ofSymbol));
      }
    }
  }

  private static boolean wantDepth(List<Cell> cells) {
    for (var i = 0; i < cells.size(); i++) {
      if (cells.get(i).subject().hasDepth()) {
        return true;
      }
    }
    return false;
  }

  private static void applyDepth(Depth depth, List<Cell> cells) {
    for (var i = 0; i < cells.size(); i++) {
      if (cells.get(i) instanceof QuoteCell cell) {
        cell.accept(depth);
      }
    }
  }

  /** As {@link #apply}, for trades. */
  public void applyTrades(List<Trade> batch) {
    for (var i = 0; i < batch.size(); i++) {
      var trade = batch.get(i);
      var ofSymbol = cells.get(trade.getSymbol());
      if (ofSymbol != null) {
        for (var j = 0; j < ofSymbol.size(); j++) {
          if (ofSymbol.get(j) instanceof TapeCell tape) {
            tape.accept(trade);
          }
        }
      }
    }
  }

  /** Reads every symbol from the boards again: after batches were passed over. */
  public void refresh() {
    cells.forEach(
        (symbol, ofSymbol) -> {
          var quote = quotes.apply(symbol);
          var depth = depths.apply(symbol);
          for (var held : ofSymbol) {
            if (held instanceof QuoteCell cell) {
              quote.ifPresent(cell::accept);
              depth.ifPresent(cell::accept);
            }
          }
        });
  }

  /** The cell of a symbol under a name, held once more by the caller. */
  public Cell hold(Subject subject, String canonical, String name) {
    var ofSymbol = cells.computeIfAbsent(canonical, symbol -> new ArrayList<>(1));
    for (var cell : ofSymbol) {
      if (cell.subject() == subject && cell.name().equals(name)) {
        cell.hold();
        return cell;
      }
    }
    // Counted before the boards are read: what comes from now on is offered, what came is there.
    count(subject, 1);
    var cell = create(subject, canonical, name);
    cell.hold();
    ofSymbol.add(cell);
    return cell;
  }

  private Cell create(Subject subject, String canonical, String name) {
    var label = new Cell.Label(subject, name, freeHandle());
    return switch (subject) {
      case QUOTE, FULL, DEPTH -> {
        var depth = subject.hasDepth() ? depths.apply(canonical) : Optional.<Depth>empty();
        var quote = quotes.apply(canonical).orElse(QuoteCell.NO_QUOTE);
        yield new QuoteCell(label, timeBase, quote, depth.orElse(QuoteCell.NO_DEPTH));
      }
      case TRADES -> new TapeCell(label);
    };
  }

  /** The smallest number that no cell has: small numbers take one byte. */
  private int freeHandle() {
    var handle = handles.nextClearBit(1);
    handles.set(handle);
    return handle;
  }

  /** The instant that stamps in Protobuf count from. */
  public TimeBase timeBase() {
    return timeBase;
  }

  /** Gives a cell back. */
  public void release(String canonical, Cell cell) {
    if (cell.letGo()) {
      count(cell.subject(), -1);
      handles.clear(cell.handle());
      var ofSymbol = cells.get(canonical);
      ofSymbol.remove(cell);
      if (ofSymbol.isEmpty()) {
        cells.remove(canonical);
      }
    }
  }

  private void count(Subject subject, int more) {
    heldDepths += subject.hasDepth() ? more : 0;
    heldTapes += subject == Subject.TRADES ? more : 0;
    wantsDepth = heldDepths > 0;
    wantsTrades = heldTapes > 0;
  }

  /** Whether anybody watches a depth; from any thread. */
  public boolean wantsDepth() {
    return wantsDepth;
  }

  /** Whether anybody watches a tape; from any thread. */
  public boolean wantsTrades() {
    return wantsTrades;
  }

  /** Symbols that somebody holds. */
  public int size() {
    return cells.size();
  }
}
