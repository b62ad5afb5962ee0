package openbell.order.trigger.domain;

import java.util.List;
import java.util.Optional;
import openbell.model.OrdType;
import openbell.order.domain.Refused;

/** What may become of a trigger at its owner's command. */
public final class TriggerRules {
  /** The most that one account may have waiting. */
  public static final int MAX_ACTIVE = 100;

  private TriggerRules() {}

  /** Refuses one more than an account may have. */
  public static Optional<Refused> oneMore(long active) {
    return active < MAX_ACTIVE
        ? Optional.empty()
        : refused(422, "trigger.too_many", "An account has at most 100 active triggers.");
  }

  /** Refuses a change of what is over, or of what the client has not seen. */
  public static Optional<Refused> modify(Trigger trigger, int version, List<LegChange> changes) {
    if (trigger.version() != version) {
      return refused(
          412, "trigger.version_mismatch", "It is at version " + trigger.version() + ".");
    }
    if (!trigger.isActive()) {
      return refused(409, "trigger.not_active", "It is " + trigger.status() + " already.");
    }
    var unfit =
        changes.stream()
            .filter(change -> change.price().isPresent())
            .anyMatch(change -> trigger.legs().get(change.leg()).ordType() == OrdType.MARKET);
    return unfit
        ? refused(422, "order.price_not_allowed", "A MARKET order has no price.")
        : Optional.empty();
  }

  /** Refuses the cancel of what has fired or expired; that of a cancelled one is repeated. */
  public static Optional<Refused> cancel(Trigger trigger) {
    return trigger.isActive() || trigger.status() == TriggerStatus.CANCELLED
        ? Optional.empty()
        : refused(409, "trigger.not_active", "It is " + trigger.status() + " already.");
  }

  private static Optional<Refused> refused(int status, String code, String detail) {
    return Optional.of(Refused.of(status, code, detail));
  }
}
