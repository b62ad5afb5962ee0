package openbell.risk.domain;

import java.util.EnumSet;
import java.util.Set;
import openbell.model.OrdType;
import openbell.model.TimeInForce;
import openbell.model.market.TradingPhase;

/** Which validities each type takes, and what a phase takes of both. */
public final class Validities {
  private static final Set<TimeInForce> RESTING =
      EnumSet.of(TimeInForce.DAY, TimeInForce.GTC, TimeInForce.GTD);

  private Validities() {}

  /**
   * Those of a type. A MARKET order never rests, so it lasts no longer than its day; a trigger
   * waits in the engine, so an order with one cannot be for this instant alone.
   */
  public static Set<TimeInForce> of(OrdType type) {
    return switch (type) {
      case LIMIT -> EnumSet.allOf(TimeInForce.class);
      case MARKET -> EnumSet.of(TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK);
      case STOP, STOP_LIMIT -> EnumSet.copyOf(RESTING);
    };
  }

  /**
   * Those of a type that a phase takes; none: it does not take the type. Outside the regular
   * session orders are collected for the opening auction, or wait for that: nothing is matched at
   * once, and no trade happens that a trigger could wait for.
   */
  public static Set<TimeInForce> of(OrdType type, TradingPhase phase) {
    var taken = of(type);
    if (phase != TradingPhase.REGULAR) {
      taken.retainAll(isCollected(type) ? RESTING : EnumSet.noneOf(TimeInForce.class));
    }
    return taken;
  }

  /** Whether the opening auction takes the type. */
  static boolean isCollected(OrdType type) {
    return switch (type) {
      case LIMIT, MARKET -> true;
      case STOP, STOP_LIMIT -> false;
    };
  }
}
