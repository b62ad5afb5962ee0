package openbell.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import openbell.runtime.Fault;

/** What a failure of the database means to who sent a request. */
public final class PgFault {
  private PgFault() {}

  /** For {@code recover}: a database that is away becomes a {@link Fault}, a bug stays one. */
  public static <T> Future<T> recover(Throwable failure) {
    return Future.failedFuture(isBug(failure) ? failure : fault(failure));
  }

  private static Fault fault(Throwable failure) {
    return switch (failure) {
      case Fault fault -> fault;
      case ClosedConnectionException lost ->
          Fault.unknown("system.database", "The database was lost on the way.", lost);
      default -> Fault.unavailable("system.database", "The database does not answer.", failure);
    };
  }

  /** Classes 22, 23 and 42: a value, a constraint or a statement of ours. */
  private static boolean isBug(Throwable failure) {
    if (failure instanceof PgException pg) {
      var state = String.valueOf(pg.getSqlState());
      return state.startsWith("22") || state.startsWith("23") || state.startsWith("42");
    }
    return failure instanceof RuntimeException
        && !(failure instanceof VertxException)
        && !(failure instanceof Fault);
  }
}
