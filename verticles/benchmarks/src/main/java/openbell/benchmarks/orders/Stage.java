package openbell.benchmarks.orders;

/** A part of an order's way, from one moment to another. */
enum Stage {
  ACK("intended to 202 at the client", Moment.INTENDED, Moment.ANSWERED),
  CHECKED("validate, risk: intended to accepted", Moment.INTENDED, Moment.ACCEPTED),
  COMMITTED("commit: accepted to 202", Moment.ACCEPTED, Moment.ANSWERED),
  ROUTED("routed: accepted to the venue's log", Moment.ACCEPTED, Moment.LOGGED),
  DEQUEUED("on the log until the engine takes it", Moment.LOGGED, Moment.DEQUEUED),
  ENGINE("in the engine", Moment.DEQUEUED, Moment.DECIDED),
  BOOKED("portfolio: decided to booked", Moment.DECIDED, Moment.BOOKED),
  SHOWN("booked to the socket", Moment.BOOKED, Moment.SEEN),
  FILL("intended to the fill at the socket", Moment.INTENDED, Moment.SEEN);

  private final String text;
  private final Moment from;
  private final Moment to;

  Stage(String text, Moment from, Moment to) {
    this.text = text;
    this.from = from;
    this.to = to;
  }

  String text() {
    return text;
  }

  /** Whether the order came through both ends. */
  boolean isPassed(OrderTimes times) {
    return times.has(from) && times.has(to);
  }

  /** Microseconds; of stamps of different grain, never below 0. */
  long micros(OrderTimes times) {
    return Math.max(0, times.at(to) - times.at(from));
  }
}
