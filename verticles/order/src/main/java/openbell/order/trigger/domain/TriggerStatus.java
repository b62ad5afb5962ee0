package openbell.order.trigger.domain;

/** What became of a trigger; all but ACTIVE and TRIGGERED are its end. */
public enum TriggerStatus {
  ACTIVE(openbell.wire.order.TriggerStatus.TRIGGER_STATUS_ACTIVE),
  TRIGGERED(openbell.wire.order.TriggerStatus.TRIGGER_STATUS_TRIGGERED),
  REJECTED(openbell.wire.order.TriggerStatus.TRIGGER_STATUS_REJECTED),
  CANCELLED(openbell.wire.order.TriggerStatus.TRIGGER_STATUS_CANCELLED),
  EXPIRED(openbell.wire.order.TriggerStatus.TRIGGER_STATUS_EXPIRED);

  private final openbell.wire.order.TriggerStatus wire;

  TriggerStatus(openbell.wire.order.TriggerStatus wire) {
    this.wire = wire;
  }

  /** The status of a wire value; throws IllegalArgumentException where it is none. */
  public static TriggerStatus of(openbell.wire.order.TriggerStatus wire) {
    return switch (wire) {
      case TRIGGER_STATUS_ACTIVE -> ACTIVE;
      case TRIGGER_STATUS_TRIGGERED -> TRIGGERED;
      case TRIGGER_STATUS_REJECTED -> REJECTED;
      case TRIGGER_STATUS_CANCELLED -> CANCELLED;
      case TRIGGER_STATUS_EXPIRED -> EXPIRED;
      case TRIGGER_STATUS_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a status: " + wire);
    };
  }

  public openbell.wire.order.TriggerStatus wire() {
    return wire;
  }
}
