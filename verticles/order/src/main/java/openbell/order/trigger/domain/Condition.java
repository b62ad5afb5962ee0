package openbell.order.trigger.domain;

import java.util.Optional;
import openbell.wire.order.TriggerCondition;

/** On which side of its price a trigger is met. */
public enum Condition {
  AT_OR_ABOVE(TriggerCondition.TRIGGER_CONDITION_AT_OR_ABOVE),
  AT_OR_BELOW(TriggerCondition.TRIGGER_CONDITION_AT_OR_BELOW);

  private final TriggerCondition wire;

  Condition(TriggerCondition wire) {
    this.wire = wire;
  }

  /** The condition of a wire value; throws IllegalArgumentException where it is none. */
  public static Condition of(TriggerCondition wire) {
    return switch (wire) {
      case TRIGGER_CONDITION_AT_OR_ABOVE -> AT_OR_ABOVE;
      case TRIGGER_CONDITION_AT_OR_BELOW -> AT_OR_BELOW;
      case TRIGGER_CONDITION_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a condition: " + wire);
    };
  }

  /** The one that waits for the price to come from where it is; empty where it is there. */
  public static Optional<Condition> towards(long triggerPx, long lastPx) {
    if (triggerPx == lastPx) {
      return Optional.empty();
    }
    return Optional.of(triggerPx > lastPx ? AT_OR_ABOVE : AT_OR_BELOW);
  }

  public TriggerCondition wire() {
    return wire;
  }

  boolean isMet(long triggerPx, long px) {
    return switch (this) {
      case AT_OR_ABOVE -> px >= triggerPx;
      case AT_OR_BELOW -> px <= triggerPx;
    };
  }
}
