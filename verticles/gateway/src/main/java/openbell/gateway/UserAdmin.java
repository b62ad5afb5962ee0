package openbell.gateway;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Locale;
import java.util.Optional;
import openbell.gateway.auth.Passwords;
import openbell.runtime.Node;

/** Staff's work on users outside HTTP: the launcher's {@code user} subcommand. */
public final class UserAdmin {
  private static final String CREATE =
      """
      WITH id AS (
        SELECT nextval(pg_get_serial_sequence('gateway.users', 'user_id')) AS id),
      added AS (
        INSERT INTO gateway.users (user_id, account_id, email, roles)
        SELECT id, id, $1, $2 FROM id
        ON CONFLICT (email) DO NOTHING
        RETURNING user_id, account_id),
      secret AS (
        INSERT INTO gateway.credentials (user_id, password_hash)
        SELECT user_id, $3 FROM added)
      SELECT account_id FROM added
      """;

  private static final String GRANT =
      """
      UPDATE gateway.users SET roles = array_append(array_remove(roles, $2), $2) WHERE email = $1
      """;

  private final Node node;

  public UserAdmin(Node node) {
    this.node = node;
  }

  /** Adds a user with one role; its account's id, or empty if the address is taken. */
  public Future<Optional<Long>> create(String email, String password, String role) {
    return new Passwords(node.vertx())
        .hash(password)
        .compose(
            hash ->
                node.shards()
                    .reference()
                    .preparedQuery(CREATE)
                    .execute(Tuple.of(lower(email), new String[] {role}, hash)))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getLong("account_id")));
  }

  /** Gives a user one role more; false if there is no such user. */
  public Future<Boolean> grant(String email, String role) {
    return node.shards()
        .reference()
        .preparedQuery(GRANT)
        .execute(Tuple.of(lower(email), role))
        .map(rows -> rows.rowCount() == 1);
  }

  private static String lower(String email) {
    return email.toLowerCase(Locale.ROOT);
  }
}
