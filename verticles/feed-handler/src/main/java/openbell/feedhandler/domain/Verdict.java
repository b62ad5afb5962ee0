package openbell.feedhandler.domain;

import java.util.Locale;

/** What the checks say of one update: taken, or why not. */
public enum Verdict {
  ACCEPTED,
  /** Something before it is missing: the line is recovered from a snapshot. */
  GAP,
  /** Received before. */
  DUPLICATE,
  /** Older than what was received. */
  OUT_OF_ORDER,
  /** It waited with too many others: all were dropped unread, and a snapshot is asked for. */
  BACKLOG,
  /** The best bid is above the best ask. */
  CROSSED,
  /** The best bid equals the best ask. */
  LOCKED,
  /** From a network that is not allowed to speak. */
  NOT_ALLOWED,
  /** Not what the feed's format allows. */
  MALFORMED,
  /** Levels that do not get worse from the best one. */
  UNSORTED,
  /** A price that is zero or negative. */
  ZERO_PRICE,
  /** A quantity that is zero or negative. */
  ZERO_QUANTITY,
  /** A price between two ticks. */
  OFF_TICK,
  /** Not an instrument that is known. */
  UNKNOWN_SYMBOL,
  /** A stamp ahead of the clock, or well behind the symbol's last one: the symbol is stale. */
  STALE_CLOCK,
  /** Taken, but its stamp is old: the symbol is published as stale. */
  DELAYED;

  /** Whether the update was applied. */
  public boolean isTaken() {
    return this == ACCEPTED || this == DELAYED;
  }

  /** The value of the metrics' label {@code reason}, e.g. {@code off_tick}. */
  public String reason() {
    return name().toLowerCase(Locale.ROOT);
  }
}
