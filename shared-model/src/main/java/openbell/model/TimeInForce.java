package openbell.model;

/** How long an order lives: FIX 59. */
public enum TimeInForce {
  DAY(openbell.wire.common.TimeInForce.TIME_IN_FORCE_DAY),
  IOC(openbell.wire.common.TimeInForce.TIME_IN_FORCE_IOC),
  FOK(openbell.wire.common.TimeInForce.TIME_IN_FORCE_FOK),
  GTC(openbell.wire.common.TimeInForce.TIME_IN_FORCE_GTC),
  GTD(openbell.wire.common.TimeInForce.TIME_IN_FORCE_GTD);

  private final openbell.wire.common.TimeInForce wire;

  TimeInForce(openbell.wire.common.TimeInForce wire) {
    this.wire = wire;
  }

  /** The value of a wire value; throws IllegalArgumentException if it is unspecified or unknown. */
  public static TimeInForce of(openbell.wire.common.TimeInForce wire) {
    return switch (wire) {
      case TIME_IN_FORCE_DAY -> DAY;
      case TIME_IN_FORCE_IOC -> IOC;
      case TIME_IN_FORCE_FOK -> FOK;
      case TIME_IN_FORCE_GTC -> GTC;
      case TIME_IN_FORCE_GTD -> GTD;
      case TIME_IN_FORCE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a TimeInForce: " + wire);
    };
  }

  /** This value on the wire. */
  public openbell.wire.common.TimeInForce wire() {
    return wire;
  }
}
