package openbell.model;

/** How an order is priced: FIX 40. */
public enum OrdType {
  MARKET(openbell.wire.common.OrdType.ORD_TYPE_MARKET),
  LIMIT(openbell.wire.common.OrdType.ORD_TYPE_LIMIT),
  STOP(openbell.wire.common.OrdType.ORD_TYPE_STOP),
  STOP_LIMIT(openbell.wire.common.OrdType.ORD_TYPE_STOP_LIMIT);

  private final openbell.wire.common.OrdType wire;

  OrdType(openbell.wire.common.OrdType wire) {
    this.wire = wire;
  }

  /** The value of a wire value; throws IllegalArgumentException if it is unspecified or unknown. */
  public static OrdType of(openbell.wire.common.OrdType wire) {
    return switch (wire) {
      case ORD_TYPE_MARKET -> MARKET;
      case ORD_TYPE_LIMIT -> LIMIT;
      case ORD_TYPE_STOP -> STOP;
      case ORD_TYPE_STOP_LIMIT -> STOP_LIMIT;
      case ORD_TYPE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a OrdType: " + wire);
    };
  }

  /** This value on the wire. */
  public openbell.wire.common.OrdType wire() {
    return wire;
  }
}
