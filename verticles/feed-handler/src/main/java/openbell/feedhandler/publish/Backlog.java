package openbell.feedhandler.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * What waits for a sink, the longest first: of each key the newest message. Bounded: beyond that
 * the oldest is dropped and counted; what a newer one replaced is not. For one event loop.
 */
final class Backlog<T> {
  private final LinkedHashMap<Object, T> waiting = new LinkedHashMap<>();
  private final Function<T, Object> key;
  private final int max;
  private int dropped;

  /**
   * An empty backlog.
   *
   * @param key what a message is the newest of; a key that no other message has keeps every message
   */
  Backlog(Function<T, Object> key, int max) {
    this.key = key;
    this.max = max;
  }

  void add(T message) {
    waiting.put(key.apply(message), message);
    dropBeyondMax();
  }

  /** Takes back what was taken and could not be written, before what came since. */
  void putBack(List<T> messages) {
    for (var message : messages.reversed()) {
      var its = key.apply(message);
      if (!waiting.containsKey(its)) {
        waiting.putFirst(its, message);
      }
    }
    dropBeyondMax();
  }

  /** Removes and returns those that wait the longest, at most so many. */
  List<T> take(int atMost) {
    var taken = new ArrayList<T>(Math.min(atMost, waiting.size()));
    while (taken.size() < atMost && !waiting.isEmpty()) {
      taken.add(waiting.pollFirstEntry().getValue());
    }
    return taken;
  }

  int size() {
    return waiting.size();
  }

  /** How many were dropped since the last call. */
  int takeDropped() {
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
