package openbell.gateway.admin;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import openbell.gateway.auth.PgFault;
import openbell.runtime.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What staff did, and holders with their own controls, in {@code gateway.audit}; rows are never
 * changed. Thread-safe.
 */
public final class StaffAudit {
  private static final Logger LOG = LoggerFactory.getLogger(StaffAudit.class);
  private static final String APPEND =
      "INSERT INTO gateway.audit (user_id, action, detail) VALUES ($1, $2, $3)";

  private final Node node;

  public StaffAudit(Node node) {
    this.node = node;
  }

  /** Writes down what is about to be done; if that fails it must not be done. */
  Future<Void> record(long userId, String action, String detail) {
    return node.shards()
        .reference()
        .preparedQuery(APPEND)
        .execute(Tuple.of(userId, action, detail))
        .<Void>mapEmpty()
        .recover(PgFault::recover);
  }

  /** Writes down what came of it: it is done, whether or not this succeeds. */
  void recordDone(long userId, String action, String detail) {
    record(userId, action + ".done", detail)
        .onFailure(away -> LOG.error("not audited: user {} {} {}", userId, action, detail, away));
  }
}
