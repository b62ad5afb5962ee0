package openbell.order.trigger;

import io.vertx.core.Future;
import java.util.UUID;
import openbell.order.trigger.domain.Trigger;

/** Places the order of a trigger that was met. */
interface OrderPlacement {
  /** What the intake said. */
  sealed interface Outcome {
    record Placed(UUID orderId) implements Outcome {}

    record Refused(String code) implements Outcome {}
  }

  /**
   * Asks for the order; however often it is asked for, there is at most one. A failed future says
   * that nothing is known yet: ask again.
   */
  Future<Outcome> place(Trigger trigger);
}
