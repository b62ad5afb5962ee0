package openbell.benchmarks.orders;

import java.util.EnumMap;
import java.util.Map;

/** When what happened to one order, in microseconds of the machine's one clock. */
final class OrderTimes {
  private final Map<Moment, Long> micros = new EnumMap<>(Moment.class);
  private boolean isDone;

  void set(Moment moment, long at) {
    micros.put(moment, at);
  }

  /** Of a moment that has come. */
  long at(Moment moment) {
    return micros.get(moment);
  }

  boolean has(Moment moment) {
    return micros.containsKey(moment);
  }

  /** Nothing more will happen to it, as the socket was told. */
  void end() {
    isDone = true;
  }

  boolean isDone() {
    return isDone;
  }
}
