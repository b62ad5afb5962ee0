package openbell.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import openbell.runtime.Node;

/** Sessions and refresh tokens in Postgres. Thread-safe. */
final class PgSessionStore {
  private static final String OPEN =
      """
      INSERT INTO gateway.sessions (session_id, user_id, expires_at, user_agent, address)
      VALUES ($1, $2, clock_timestamp() + interval '30 days', $3, $4)
      """;

  private static final String ADD_TOKEN =
      "INSERT INTO gateway.refresh_tokens (token_hash, session_id) VALUES ($1, $2)";

  /** Locks token and session: of two uses at once one comes second and sees the other's. */
  private static final String LOCK_TOKEN =
      """
      SELECT r.session_id, r.used_at IS NOT NULL AS used,
             u.user_id, u.account_id, u.email, u.roles
      FROM gateway.refresh_tokens r
      JOIN gateway.sessions s USING (session_id)
      JOIN gateway.users u USING (user_id)
      WHERE r.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp()
        AND NOT u.disabled
      FOR UPDATE OF r, s
      """;

  private static final String USE =
      "UPDATE gateway.refresh_tokens SET used_at = clock_timestamp() WHERE token_hash = $1";

  private static final String REVOKE =
      """
      UPDATE gateway.sessions SET revoked_at = clock_timestamp(), revoked_for = $2
      WHERE session_id = $1 AND revoked_at IS NULL
      """;

  private static final String DELETE_ENDED =
      "DELETE FROM gateway.sessions WHERE expires_at < clock_timestamp() - interval '1 day'";

  private static final String FIND =
      """
      SELECT u.user_id, u.account_id, u.email, u.roles
      FROM gateway.sessions s JOIN gateway.users u USING (user_id)
      WHERE s.session_id = $1 AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp()
        AND NOT u.disabled
      """;

  private static final String FIND_ENDED =
      """
      SELECT asked.session_id
      FROM unnest($1::uuid[]) AS asked (session_id)
      WHERE NOT EXISTS (
        SELECT FROM gateway.sessions s JOIN gateway.users u USING (user_id)
        WHERE s.session_id = asked.session_id AND s.revoked_at IS NULL
          AND s.expires_at > clock_timestamp() AND NOT u.disabled)
      """;

  private final Pool pool;

  PgSessionStore(Node node) {
    this.pool = node.shards().reference();
  }

  /** Opens a session with its first refresh token. */
  Future<Void> open(UUID sessionId, User user, TokenHash refresh, ClientTrace client) {
    return pool.withTransaction(
        transaction ->
            transaction
                .preparedQuery(OPEN)
                .execute(Tuple.of(sessionId, user.userId(), client.userAgent(), client.address()))
                .compose(opened -> addToken(transaction, sessionId, refresh)));
  }

  /** Uses a refresh token and stores its successor; the second use revokes the session. */
  Future<Rotation> rotate(TokenHash shown, TokenHash successor) {
    return pool.withTransaction(
        transaction ->
            transaction
                .preparedQuery(LOCK_TOKEN)
                .execute(Tuple.of(Buffer.buffer(shown.bytes())))
                .compose(rows -> rotate(transaction, rows, shown, successor)));
  }

  /** Ends a session; one that has ended stays as it is. */
  Future<Void> revoke(UUID sessionId, String reason) {
    return pool.preparedQuery(REVOKE).execute(Tuple.of(sessionId, reason)).mapEmpty();
  }

  /** Deletes sessions a day after their end, and their refresh tokens with them. */
  Future<Void> deleteEnded() {
    return pool.query(DELETE_ENDED).execute().mapEmpty();
  }

  /** The user of a session that lives. */
  Future<Optional<User>> find(UUID sessionId) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(sessionId))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(PgUserStore.user(rows.iterator().next())));
  }

  /** Which of some sessions do not live, in one statement. */
  Future<List<UUID>> findEnded(List<UUID> sessionIds) {
    return pool.preparedQuery(FIND_ENDED)
        .execute(Tuple.tuple().addArrayOfUUID(sessionIds.toArray(UUID[]::new)))
        .map(rows -> rows.stream().map(row -> row.getUUID("session_id")).toList());
  }

  private Future<Rotation> rotate(
      SqlConnection transaction, RowSet<Row> rows, TokenHash shown, TokenHash successor) {
    if (rows.size() == 0) {
      return Future.succeededFuture(new Rotation.Unknown());
    }
    var row = rows.iterator().next();
    var sessionId = row.getUUID("session_id");
    if (row.getBoolean("used")) {
      return transaction
          .preparedQuery(REVOKE)
          .execute(Tuple.of(sessionId, "refresh token used twice"))
          .map(revoked -> new Rotation.Reused(sessionId));
    }
    return transaction
        .preparedQuery(USE)
        .execute(Tuple.of(Buffer.buffer(shown.bytes())))
        .compose(used -> addToken(transaction, sessionId, successor))
        .map(added -> new Rotation.Rotated(sessionId, PgUserStore.user(row)));
  }

  private static Future<Void> addToken(
      SqlConnection transaction, UUID sessionId, TokenHash refresh) {
    return transaction
        .preparedQuery(ADD_TOKEN)
        .execute(Tuple.of(Buffer.buffer(refresh.bytes()), sessionId))
        .mapEmpty();
  }
}
