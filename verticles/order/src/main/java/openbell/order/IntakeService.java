package openbell.order;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import openbell.order.domain.Candidate;
import openbell.order.domain.FeeSchedule;
import openbell.order.domain.Intake;
import openbell.order.domain.PlaceOrder;
import openbell.order.domain.PlaceOutcome;
import openbell.order.domain.Refused;
import openbell.order.domain.Verdict;

/**
 * Takes one batch of orders: risk's verdicts, then one transaction. One bad order never fails its
 * neighbours: where the database refuses the batch because of a row, each order gets a transaction
 * of its own. Called on one event loop.
 */
final class IntakeService {
  private final RiskCheck risk;
  private final IntakeStore store;
  private final OrderIds ids;
  private final InstantSource clock;
  private final Map<String, FeeSchedule> feesByMic;

  IntakeService(
      RiskCheck risk,
      IntakeStore store,
      OrderIds ids,
      InstantSource clock,
      Map<String, FeeSchedule> feesByMic) {
    this.risk = risk;
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.feesByMic = feesByMic;
  }

  /** One outcome for each order, in their order; a fault is that order's alone. */
  Future<List<Future<PlaceOutcome>>> place(List<PlaceOrder> batch) {
    return risk.check(batch).compose(verdicts -> commit(candidates(batch, verdicts)));
  }

  private List<Candidate> candidates(List<PlaceOrder> batch, List<Verdict> verdicts) {
    var nowMicros = SqlArrays.micros(clock.instant());
    var candidates = new ArrayList<Candidate>(batch.size());
    for (var i = 0; i < batch.size(); i++) {
      candidates.add(new Candidate(batch.get(i), ids.next(nowMicros), verdicts.get(i)));
    }
    return candidates;
  }

  private Future<List<Future<PlaceOutcome>>> commit(List<Candidate> batch) {
    return decideAndStore(batch)
        .map(outcomes -> outcomes.stream().map(Future::succeededFuture).toList())
        .recover(
            failure ->
                failure instanceof StoreFailure known && known.isOfOneRow()
                    ? oneByOne(batch)
                    : Future.failedFuture(fault(failure)));
  }

  private Future<List<PlaceOutcome>> decideAndStore(List<Candidate> batch) {
    var nowMicros = SqlArrays.micros(clock.instant());
    return store.commit(batch, state -> Intake.decide(batch, state, this::fees, nowMicros));
  }

  private FeeSchedule fees(String mic) {
    return feesByMic.getOrDefault(mic, FeeSchedule.FREE);
  }

  private Future<List<Future<PlaceOutcome>>> oneByOne(List<Candidate> batch) {
    var outcomes = new ArrayList<Future<PlaceOutcome>>(batch.size());
    Future<Void> done = Future.succeededFuture();
    for (var candidate : batch) {
      done =
          done.compose(
              before -> {
                var outcome = alone(candidate);
                outcomes.add(outcome);
                return outcome.transform(settled -> Future.succeededFuture());
              });
    }
    return done.map(all -> outcomes);
  }

  private Future<PlaceOutcome> alone(Candidate candidate) {
    return decideAndStore(List.of(candidate))
        .map(List::getFirst)
        .recover(
            failure ->
                failure instanceof StoreFailure known
                    ? refusal(known, candidate)
                    : Future.failedFuture(fault(failure)));
  }

  private static Future<PlaceOutcome> refusal(StoreFailure failure, Candidate candidate) {
    return switch (failure.kind()) {
      case OVERDRAWN -> Future.succeededFuture(Intake.insufficient(candidate.order().side(), 0));
      case CL_ORD_ID_TAKEN -> Future.succeededFuture(Intake.clOrdIdReused());
      case LOCKED -> Future.succeededFuture(inProgress());
      case BAD_ROW, CANNOT_WRITE, AWAY, OUTCOME_UNKNOWN -> Future.failedFuture(failure.toFault());
    };
  }

  /** Another transaction kept the account's row for as long as anybody waits. */
  static Refused inProgress() {
    return Refused.of(
        409, "idempotency.in_progress", "Another request of this account is still in progress.");
  }

  private static Throwable fault(Throwable failure) {
    return failure instanceof StoreFailure known ? known.toFault() : failure;
  }
}
