package openbell.feedhandler.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/** Keeps the newest message of each key: later replaces earlier. */
final class NewestByKey<T> implements Backlog<T> {
  private final LinkedHashMap<String, T> byKey = new LinkedHashMap<>();
  private final Function<T, String> key;
  private final int max;
  private int dropped;

  NewestByKey(Function<T, String> key, int max) {
    this.key = key;
    this.max = max;
  }

  @Override
  public void add(T message) {
    byKey.put(key.apply(message), message);
    dropBeyondMax();
  }

  @Override
  public void putBack(List<T> messages) {
    for (var message : messages) {
      byKey.putIfAbsent(key.apply(message), message);
    }
    dropBeyondMax();
  }

  @Override
  public List<T> take(int atMost) {
    var taken = new ArrayList<T>(Math.min(atMost, byKey.size()));
    while (taken.size() < atMost && !byKey.isEmpty()) {
      taken.add(byKey.pollFirstEntry().getValue());
    }
    return taken;
  }

  @Override
  public int size() {
    return byKey.size();
  }

  @Override
  public int takeDropped() {
    var count = dropped;
    dropped = 0;
    return count;
  }

  private void dropBeyondMax() {
    while (byKey.size() > max) {
      byKey.pollFirstEntry();
      dropped++;
    }
  }
}
