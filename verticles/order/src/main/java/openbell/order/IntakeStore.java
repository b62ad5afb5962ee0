package openbell.order;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import openbell.order.domain.Candidate;
import openbell.order.domain.IntakeState;
import openbell.order.domain.PlaceOutcome;

/** Where accepted orders become durable. */
interface IntakeStore {
  /**
   * One transaction: locks the batch's accounts in ascending order, reads what the decision needs,
   * decides, writes what was accepted (keys, holds, orders, commands, events) and commits. Fails
   * with a {@link StoreFailure}; nothing is applied then unless its outcome is unknown.
   */
  Future<List<PlaceOutcome>> commit(
      List<Candidate> batch, Function<IntakeState, List<PlaceOutcome>> decide);
}
