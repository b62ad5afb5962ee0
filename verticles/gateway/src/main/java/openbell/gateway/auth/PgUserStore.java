package openbell.gateway.auth;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import openbell.runtime.Node;

/** Users and their passwords in Postgres. Thread-safe. */
public final class PgUserStore {
  /** A user and the PHC string of the password. */
  record Login(User user, String passwordHash) {}

  private static final String FIND_LOGIN =
      """
      SELECT u.user_id, u.account_id, u.email, u.roles, c.password_hash
      FROM gateway.users u JOIN gateway.credentials c USING (user_id)
      WHERE u.email = $1 AND NOT u.disabled
      """;

  private static final String ADD =
      """
      WITH added AS (
        INSERT INTO gateway.users (user_id, account_id, email, roles)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING
        RETURNING user_id)
      INSERT INTO gateway.credentials (user_id, password_hash)
      SELECT user_id, $5 FROM added
      """;

  private static final String EXISTS = "SELECT 1 FROM gateway.users WHERE email = $1";

  private static final String AUDIT =
      "INSERT INTO gateway.audit (user_id, action, detail) VALUES ($1, $2, $3)";

  private final Pool pool;

  public PgUserStore(Node node) {
    this.pool = node.shards().reference();
  }

  /** The user of an e-mail address in lower case, unless disabled. */
  Future<Optional<Login>> findLogin(String email) {
    return pool.preparedQuery(FIND_LOGIN).execute(Tuple.of(email)).map(PgUserStore::first);
  }

  /** Whether there is a user of an e-mail address in lower case. */
  public Future<Boolean> exists(String email) {
    return pool.preparedQuery(EXISTS).execute(Tuple.of(email)).map(rows -> rows.size() > 0);
  }

  /** Adds a user, unless the id, the account or the e-mail address is taken. */
  public Future<Void> add(User user, String passwordHash) {
    var row =
        Tuple.of(
            user.userId(),
            user.accountId(),
            user.email(),
            user.roles().toArray(String[]::new),
            passwordHash);
    return pool.preparedQuery(ADD).execute(row).mapEmpty();
  }

  /** Writes down what a user did. */
  Future<Void> audit(long userId, String action, String detail) {
    return pool.preparedQuery(AUDIT).execute(Tuple.of(userId, action, detail)).mapEmpty();
  }

  static User user(Row row) {
    return new User(
        row.getLong("user_id"),
        row.getLong("account_id"),
        row.getString("email"),
        List.of(row.getArrayOfStrings("roles")));
  }

  private static Optional<Login> first(RowSet<Row> rows) {
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(rows.iterator().next())
            .map(row -> new Login(user(row), row.getString("password_hash")));
  }
}
