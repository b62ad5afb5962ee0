package openbell.feedhandler.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Of each key the newest message. Beyond its bound the oldest is dropped and counted; what a newer
 * one replaced is not.
 */
final class KeyedBacklog<T> implements Backlog<T> {
  private final LinkedHashMap<Object, T> waiting = new LinkedHashMap<>();
  private final Function<T, Object> key;
  private final int max;
  private int dropped;

  /**
   * An empty backlog.
   *
   * @param key what a message is the newest of; a key that no other message has keeps every message
   */
  KeyedBacklog(Function<T, Object> key, int max) {
    this.key = key;
    this.max = max;
  }

  @Override
  public void add(T message) {
    waiting.put(key.apply(message), message);
    dropBeyondMax();
  }

  @Override
  public void putBack(List<T> messages) {
    for (var message : messages.reversed()) {
      var its = key.apply(message);
      if (!waiting.containsKey(its)) {
        waiting.putFirst(its, message);
      }
    }
    dropBeyondMax();
  }

  @Override
  public List<T> take(int atMost) {
    var taken = new ArrayList<T>(Math.min(atMost, waiting.size()));
    while (taken.size() < atMost && !waiting.isEmpty()) {
      taken.add(waiting.pollFirstEntry().getValue());
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
      waiting.pollFirstEntry();
      dropped++;
    }
  }
}
