package openbell.feedhandler.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Of which symbols there is news, each once, of at most so many symbols: news of others is dropped
 * and counted.
 */
final class NewestBacklog implements Backlog<Newest> {
  private final BitSet waiting = new BitSet();
  private final ArrayDeque<Newest> queue = new ArrayDeque<>();
  private final int maxSymbols;
  private int dropped;

  NewestBacklog(int maxSymbols) {
    this.maxSymbols = maxSymbols;
  }

  @Override
  public void add(Newest newest) {
    if (newest.index() >= maxSymbols) {
      dropped++;
    } else if (mark(newest)) {
      queue.add(newest);
    }
  }

  @Override
  public void putBack(List<Newest> messages) {
    for (var newest : messages.reversed()) {
      if (mark(newest)) {
        queue.addFirst(newest);
      }
    }
  }

  /** Marks it as waiting; false if it does already. */
  private boolean mark(Newest newest) {
    var isFirst = !waiting.get(newest.index());
    waiting.set(newest.index());
    return isFirst;
  }

  @Override
  public List<Newest> take(int atMost) {
    var taken = new ArrayList<Newest>(Math.min(atMost, queue.size()));
    while (taken.size() < atMost && !queue.isEmpty()) {
      var newest = queue.poll();
      waiting.clear(newest.index());
      taken.add(newest);
    }
    return taken;
  }

  @Override
  public int size() {
    return queue.size();
  }

  @Override
  public int takeDropped() {
    var count = dropped;
    dropped = 0;
    return count;
  }
}
