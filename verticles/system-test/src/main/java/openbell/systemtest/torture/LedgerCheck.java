package openbell.systemtest.torture;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import openbell.ledger.LedgerVerification;
import openbell.ledger.domain.Invariant;
import openbell.runtime.Endpoints;
import openbell.runtime.Shards;

/** Every invariant of the ledger, asked of the database itself. */
final class LedgerCheck {
  private LedgerCheck() {}

  /**
   * What is wrong, one sentence each.
   *
   * @param fromJournal whether every balance is rebuilt from the transfers alone, too
   */
  static List<String> check(Vertx vertx, Endpoints.Postgres postgres, boolean fromJournal)
      throws InterruptedException, ExecutionException {
    var breaks = new ArrayList<String>();
    var shards = new Shards(vertx, postgres, 2);
    try {
      for (var pool : shards.all()) {
        var verified =
            fromJournal ? LedgerVerification.runFromJournal(pool) : LedgerVerification.run(pool);
        for (var invariant : await(verified)) {
          if (!invariant.holds()) {
            breaks.add(sentence(invariant));
          }
        }
      }
    } finally {
      for (var pool : shards.all()) {
        await(pool.close());
      }
    }
    return breaks;
  }

  private static String sentence(Invariant invariant) {
    return "ledger: %s: %d, for example %s"
        .formatted(invariant.name(), invariant.breaks(), invariant.sample());
  }

  private static <T> T await(Future<T> future) throws InterruptedException, ExecutionException {
    return future.toCompletionStage().toCompletableFuture().get();
  }
}
