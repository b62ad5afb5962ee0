package openbell.feedhandler.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Every message, in order. Beyond its bound the oldest is dropped and counted. */
final class EveryBacklog<T> implements Backlog<T> {
  private final ArrayDeque<T> waiting = new ArrayDeque<>();
  private final int max;
  private int dropped;

  EveryBacklog(int max) {
    this.max = max;
  }

  @Override
  public void add(T message) {
    waiting.add(message);
    dropBeyondMax();
  }

  @Override
  public void putBack(List<T> messages) {
    messages.reversed().forEach(waiting::addFirst);
    dropBeyondMax();
  }

  private void dropBeyondMax() {
    while (waiting.size() > max) {
      waiting.remove();
      dropped++;
    }
  }

  @Override
  public List<T> take(int atMost) {
    var count = Math.min(atMost, waiting.size());
    var taken = new ArrayList<T>(count);
    for (var i = 0; i < count; i++) {
      taken.add(waiting.remove());
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
