package openbell.feedhandler.publish;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Of each symbol the newest message, at the place of the first that waits; of at most so many
 * symbols: messages of others are dropped and counted, what a newer one replaced is not. A queue of
 * symbols in flat arrays, by their index.
 */
final class NewestBacklog<T> implements Backlog<T> {
  private static final int NONE = -1;
  private static final int INITIAL = 64;

  private final ToIntFunction<T> indexOf;
  private final int maxSymbols;
  private Object[] waiting = new Object[INITIAL];
  private int[] next = new int[INITIAL];
  private int first = NONE;
  private int last = NONE;
  private int size;
  private int dropped;

  /**
   * An empty backlog.
   *
   * @param indexOf the place of a message's symbol among those of its feed, from 0
   */
  NewestBacklog(ToIntFunction<T> indexOf, int maxSymbols) {
    this.indexOf = indexOf;
    this.maxSymbols = maxSymbols;
  }

  @Override
  public void add(T message) {
    var index = indexOf.applyAsInt(message);
    if (index >= maxSymbols) {
      dropped++;
      return;
    }
    if (index >= waiting.length) {
      grow(index);
    }
    if (waiting[index] == null) {
      append(index);
    }
    waiting[index] = message;
  }

  private void append(int index) {
    next[index] = NONE;
    if (last == NONE) {
      first = index;
    } else {
      next[last] = index;
    }
    last = index;
    size++;
  }

  private void grow(int index) {
    var length = Math.min(maxSymbols, Math.max(index + 1, 2 * waiting.length));
    waiting = Arrays.copyOf(waiting, length);
    next = Arrays.copyOf(next, length);
  }

  @Override
  public void putBack(List<T> messages) {
    for (var message : messages.reversed()) {
      var index = indexOf.applyAsInt(message);
      if (waiting[index] == null) {
        prepend(index);
        waiting[index] = message;
      }
    }
  }

  private void prepend(int index) {
    next[index] = first;
    first = index;
    if (last == NONE) {
      last = index;
    }
    size++;
  }

  @Override
  public List<T> take(int atMost) {
    var count = Math.min(atMost, size);
    var taken = new ArrayList<T>(count);
    for (var i = 0; i < count; i++) {
      taken.add(takeFirst());
    }
    return taken;
  }

  @SuppressWarnings("unchecked") // Nothing but messages is put into the array.
  private T takeFirst() {
    var index = first;
    var message = (T) waiting[index];
    waiting[index] = null;
    first = next[index];
    if (first == NONE) {
      last = NONE;
    }
    size--;
    return message;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int takeDropped() {
    var count = dropped;
    dropped = 0;
    return count;
  }
}
