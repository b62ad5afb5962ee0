package openbell.order;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import openbell.order.domain.Candidate;
import openbell.order.domain.IntakeState;
import openbell.order.domain.PlaceOutcome;

/** Where an intake's state is looked at without taking part in it. */
interface PreviewStore {
  /** Loads what {@link IntakeStore#commit} would, of one instant; locks and writes nothing. */
  Future<PlaceOutcome> look(Candidate candidate, Function<IntakeState, List<PlaceOutcome>> decide);
}
