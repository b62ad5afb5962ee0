package openbell.feedhandler.fix;

import io.vertx.core.Context;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Hands updates of the engine's threads over to the event loop, in order. Bounded: what does not
 * fit is dropped with all that waits, and the receiver is told so. Thread-safe.
 */
final class Inbox {
  /** Entries of messages that may wait. */
  static final int CAPACITY = 100_000;

  private static final int MAX_PER_TURN = 256;

  private final Context context;
  private final Consumer<FixUpdate> receiver;
  private final Queue<FixUpdate> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger weight = new AtomicInteger();
  private final AtomicBoolean overflowed = new AtomicBoolean();
  private final AtomicBoolean awake = new AtomicBoolean();

  /** Tells the receiver on this event loop. */
  Inbox(Context context, Consumer<FixUpdate> receiver) {
    this.context = context;
    this.receiver = receiver;
  }

  /** Takes an update of any thread; returns at once. */
  void put(FixUpdate update) {
    if (weight.addAndGet(update.weight()) > CAPACITY) {
      weight.addAndGet(-update.weight());
      overflowed.set(true);
    } else {
      waiting.add(update);
    }
    wake();
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      context.runOnContext(turn -> drain());
    }
  }

  /** A turn is short: other work of the loop gets its own. */
  private void drain() {
    if (overflowed.compareAndSet(true, false)) {
      dropAll();
      receiver.accept(new FixUpdate.Overflowed());
    }
    for (var left = MAX_PER_TURN; left > 0; left--) {
      var update = waiting.poll();
      if (update == null) {
        break;
      }
      weight.addAndGet(-update.weight());
      receiver.accept(update);
    }
    awake.set(false);
    if (!waiting.isEmpty() || overflowed.get()) {
      wake();
    }
  }

  /** What says whether the session is up is told all the same. */
  private void dropAll() {
    for (var dropped = waiting.poll(); dropped != null; dropped = waiting.poll()) {
      weight.addAndGet(-dropped.weight());
      if (dropped.weight() == 0) {
        receiver.accept(dropped);
      }
    }
  }
}
