package openbell.quotefanout;

import java.util.ArrayList;
import java.util.List;

/**
 * Visits each connection once per its window. A window is a ring of slots, one slot per tick, so
 * that the work of a window is spread evenly over it. Owned by one event loop.
 */
final class Wheel {
  static final int TICK_MS = 10;

  private final List<Ring> rings = List.of(new Ring(100), new Ring(250), new Ring(1_000));

  /** The connections that share a window. */
  private static final class Ring {
    private final int windowMs;
    private final List<List<Connection>> slots = new ArrayList<>();
    private int next;

    Ring(int windowMs) {
      this.windowMs = windowMs;
      for (var i = 0; i < windowMs / TICK_MS; i++) {
        slots.add(new ArrayList<>());
      }
    }

    void add(Connection connection) {
      var least = slots.getFirst();
      for (var slot : slots) {
        if (slot.size() < least.size()) {
          least = slot;
        }
      }
      connection.place(least, least.size());
      least.add(connection);
    }

    void visitNext() {
      var slot = slots.get(next);
      next = (next + 1) % slots.size();
      // Backwards: a visit may take its connection out, and the last one then takes its place.
      for (var i = slot.size() - 1; i >= 0; i--) {
        slot.get(i).visit();
      }
    }
  }

  /** Whether clients may ask for this window, in milliseconds. */
  static boolean isWindow(long windowMs) {
    return windowMs == 0 || windowMs == 100 || windowMs == 250 || windowMs == 1_000;
  }

  /** Adds a connection; one without a window is visited each 100 ms for what is not a quote. */
  void add(Connection connection, int windowMs) {
    for (var ring : rings) {
      if (ring.windowMs == Math.max(100, windowMs)) {
        ring.add(connection);
      }
    }
  }

  void remove(Connection connection) {
    var slot = connection.slot();
    var last = slot.removeLast();
    if (!last.equals(connection)) {
      slot.set(connection.slotIndex(), last);
      last.place(slot, connection.slotIndex());
    }
  }

  /** Visits the next slot of each ring. */
  void tick() {
    for (var ring : rings) {
      ring.visitNext();
    }
  }
}
