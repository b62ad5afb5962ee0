package openbell.model;

/** Which way an order trades: FIX 54. */
public enum Side {
  BUY(openbell.wire.common.Side.SIDE_BUY),
  SELL(openbell.wire.common.Side.SIDE_SELL);

  private final openbell.wire.common.Side wire;

  Side(openbell.wire.common.Side wire) {
    this.wire = wire;
  }

  /** The value of a wire value; throws IllegalArgumentException if it is unspecified or unknown. */
  public static Side of(openbell.wire.common.Side wire) {
    return switch (wire) {
      case SIDE_BUY -> BUY;
      case SIDE_SELL -> SELL;
      case SIDE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a Side: " + wire);
    };
  }

  /** This value on the wire. */
  public openbell.wire.common.Side wire() {
    return wire;
  }
}
