package openbell.model;

/** What happened to an order: FIX 150. */
public enum ExecType {
  PENDING_NEW(openbell.wire.common.ExecType.EXEC_TYPE_PENDING_NEW),
  NEW(openbell.wire.common.ExecType.EXEC_TYPE_NEW),
  TRADE(openbell.wire.common.ExecType.EXEC_TYPE_TRADE),
  CANCELED(openbell.wire.common.ExecType.EXEC_TYPE_CANCELED),
  REPLACED(openbell.wire.common.ExecType.EXEC_TYPE_REPLACED),
  REJECTED(openbell.wire.common.ExecType.EXEC_TYPE_REJECTED),
  EXPIRED(openbell.wire.common.ExecType.EXEC_TYPE_EXPIRED),
  PENDING_CANCEL(openbell.wire.common.ExecType.EXEC_TYPE_PENDING_CANCEL),
  PENDING_REPLACE(openbell.wire.common.ExecType.EXEC_TYPE_PENDING_REPLACE),
  CANCEL_REJECTED(openbell.wire.common.ExecType.EXEC_TYPE_CANCEL_REJECTED),
  /** FIX L: a STOP or STOP_LIMIT order became active. */
  TRIGGERED(openbell.wire.common.ExecType.EXEC_TYPE_TRIGGERED);

  private final openbell.wire.common.ExecType wire;

  ExecType(openbell.wire.common.ExecType wire) {
    this.wire = wire;
  }

  /** The value of a wire value; throws IllegalArgumentException if it is unspecified or unknown. */
  public static ExecType of(openbell.wire.common.ExecType wire) {
    return switch (wire) {
      case EXEC_TYPE_PENDING_NEW -> PENDING_NEW;
      case EXEC_TYPE_NEW -> NEW;
      case EXEC_TYPE_TRADE -> TRADE;
      case EXEC_TYPE_CANCELED -> CANCELED;
      case EXEC_TYPE_REPLACED -> REPLACED;
      case EXEC_TYPE_REJECTED -> REJECTED;
      case EXEC_TYPE_EXPIRED -> EXPIRED;
      case EXEC_TYPE_PENDING_CANCEL -> PENDING_CANCEL;
      case EXEC_TYPE_PENDING_REPLACE -> PENDING_REPLACE;
      case EXEC_TYPE_CANCEL_REJECTED -> CANCEL_REJECTED;
      case EXEC_TYPE_TRIGGERED -> TRIGGERED;
      case EXEC_TYPE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a ExecType: " + wire);
    };
  }

  /** This value on the wire. */
  public openbell.wire.common.ExecType wire() {
    return wire;
  }
}
