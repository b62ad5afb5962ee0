package openbell.feedhandler.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of each symbol the newest message, in bytes that are written over, of at most so many symbols:
 * what is about others is dropped and counted.
 */
final class NewestBacklog implements Backlog<Newest> {
  private final Map<String, Newest> bySymbol = new HashMap<>();
  private final ArrayDeque<Newest> waiting = new ArrayDeque<>();
  private final int maxSymbols;
  private int dropped;

  NewestBacklog(int maxSymbols) {
    this.maxSymbols = maxSymbols;
  }

  /** Takes a copy of the message. */
  void write(Encoded message) {
    var newest = bySymbol.get(message.symbol());
    if (newest == null && bySymbol.size() >= maxSymbols) {
      dropped++;
      return;
    }
    if (newest == null) {
      newest = new Newest(message.symbol());
      bySymbol.put(message.symbol(), newest);
    }
    newest.write(message);
    add(newest);
  }

  @Override
  public void add(Newest newest) {
    if (newest.markWaiting()) {
      waiting.add(newest);
    }
  }

  @Override
  public void putBack(List<Newest> messages) {
    for (var newest : messages.reversed()) {
      if (newest.markWaiting()) {
        waiting.addFirst(newest);
      }
    }
  }

  @Override
  public List<Newest> take(int atMost) {
    var taken = new ArrayList<Newest>(Math.min(atMost, waiting.size()));
    while (taken.size() < atMost && !waiting.isEmpty()) {
      var newest = waiting.poll();
      newest.taken();
      taken.add(newest);
    }
    return taken;
  }

  @Override
  public int size() {
    return waiting.size();
  }

  @Override
  public int takeDropped() {
    var count = dropped;
    dropped = 0;
    return count;
  }
}
