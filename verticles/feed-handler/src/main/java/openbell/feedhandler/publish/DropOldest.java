package openbell.feedhandler.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps the newest so many messages, in order. */
final class DropOldest<T> implements Backlog<T> {
  private final Deque<T> waiting = new ArrayDeque<>();
  private final int max;
  private int dropped;

  DropOldest(int max) {
    this.max = max;
  }

  @Override
  public void add(T message) {
    waiting.addLast(message);
    dropBeyondMax();
  }

  @Override
  public void putBack(List<T> messages) {
    messages.reversed().forEach(waiting::addFirst);
    dropBeyondMax();
  }

  @Override
  public List<T> take(int atMost) {
    var taken = new ArrayList<T>(Math.min(atMost, waiting.size()));
    while (taken.size() < atMost && !waiting.isEmpty()) {
      taken.add(waiting.removeFirst());
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

  private void dropBeyondMax() {
    while (waiting.size() > max) {
      waiting.removeFirst();
      dropped++;
    }
  }
}
