package openbell.model;

/** Where an order is now: FIX 39. */
public enum OrdStatus {
  PENDING_NEW(openbell.wire.common.OrdStatus.ORD_STATUS_PENDING_NEW),
  NEW(openbell.wire.common.OrdStatus.ORD_STATUS_NEW),
  PARTIALLY_FILLED(openbell.wire.common.OrdStatus.ORD_STATUS_PARTIALLY_FILLED),
  FILLED(openbell.wire.common.OrdStatus.ORD_STATUS_FILLED),
  CANCELED(openbell.wire.common.OrdStatus.ORD_STATUS_CANCELED),
  REJECTED(openbell.wire.common.OrdStatus.ORD_STATUS_REJECTED),
  EXPIRED(openbell.wire.common.OrdStatus.ORD_STATUS_EXPIRED),
  PENDING_CANCEL(openbell.wire.common.OrdStatus.ORD_STATUS_PENDING_CANCEL),
  PENDING_REPLACE(openbell.wire.common.OrdStatus.ORD_STATUS_PENDING_REPLACE);

  private final openbell.wire.common.OrdStatus wire;

  OrdStatus(openbell.wire.common.OrdStatus wire) {
    this.wire = wire;
  }

  /** The value of a wire value; throws IllegalArgumentException if it is unspecified or unknown. */
  public static OrdStatus of(openbell.wire.common.OrdStatus wire) {
    return switch (wire) {
      case ORD_STATUS_PENDING_NEW -> PENDING_NEW;
      case ORD_STATUS_NEW -> NEW;
      case ORD_STATUS_PARTIALLY_FILLED -> PARTIALLY_FILLED;
      case ORD_STATUS_FILLED -> FILLED;
      case ORD_STATUS_CANCELED -> CANCELED;
      case ORD_STATUS_REJECTED -> REJECTED;
      case ORD_STATUS_EXPIRED -> EXPIRED;
      case ORD_STATUS_PENDING_CANCEL -> PENDING_CANCEL;
      case ORD_STATUS_PENDING_REPLACE -> PENDING_REPLACE;
      case ORD_STATUS_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a OrdStatus: " + wire);
    };
  }

  /** This value on the wire. */
  public openbell.wire.common.OrdStatus wire() {
    return wire;
  }

  /** Whether no transition leads out of this status. */
  public boolean isTerminal() {
    return switch (this) {
      case FILLED, CANCELED, REJECTED, EXPIRED -> true;
      case PENDING_NEW, NEW, PARTIALLY_FILLED, PENDING_CANCEL, PENDING_REPLACE -> false;
    };
  }
}
