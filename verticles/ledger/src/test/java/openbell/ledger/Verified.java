package openbell.ledger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import openbell.ledger.domain.Invariant;
import openbell.runtime.Shards;

/** Runs the public verification on a database, as the command line does. */
final class Verified {
  private Verified() {}

  static List<Invariant> run(LedgerDatabase database) {
    return with(database, LedgerVerification::run);
  }

  static List<Invariant> fromJournal(LedgerDatabase database) {
    return with(database, LedgerVerification::runFromJournal);
  }

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static <T> T with(LedgerDatabase database, Function<Pool, Future<T>> work) {
    var vertx = Vertx.vertx();
    try {
      var shards = new Shards(vertx, database.endpoints().postgres(), 2);
      return await(work.apply(shards.reference()));
    } finally {
      await(vertx.close());
    }
  }
}
