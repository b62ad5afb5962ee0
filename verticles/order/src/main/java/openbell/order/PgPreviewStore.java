package openbell.order;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import openbell.order.domain.Candidate;
import openbell.order.domain.IntakeState;
import openbell.order.domain.PlaceOutcome;
import openbell.runtime.Shards;

/** The statements of the intake transaction in one that reads only, of one snapshot. */
final class PgPreviewStore implements PreviewStore {
  private static final String ONE_SNAPSHOT =
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

  private final Shards shards;

  PgPreviewStore(Shards shards) {
    this.shards = shards;
  }

  @Override
  public Future<PlaceOutcome> look(
      Candidate candidate, Function<IntakeState, List<PlaceOutcome>> decide) {
    return shards
        .inPipelinedTransaction(
            shards.of(candidate.order().accountId()),
            transaction -> {
              var begun = transaction.query(ONE_SNAPSHOT).execute();
              var loaded =
                  PgIntakeStore.load(transaction, List.of(candidate), IntakeSql.SEE_ACCOUNTS);
              return begun.compose(first -> loaded).map(decide).map(List::getFirst);
            })
        .recover(failure -> Future.failedFuture(StoreFailure.of(failure, false).toFault()));
  }
}
