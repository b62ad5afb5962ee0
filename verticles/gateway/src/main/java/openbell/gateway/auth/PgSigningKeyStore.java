package openbell.gateway.auth;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import openbell.runtime.Node;

/** The signing keys in Postgres. Thread-safe. */
final class PgSigningKeyStore {
  private static final String ADD_UNLESS_ACTIVE =
      """
      INSERT INTO gateway.signing_keys (kid, private_key, public_key)
      VALUES ($1, $2, $3)
      ON CONFLICT (active) WHERE active DO NOTHING
      """;

  private static final String ACTIVE_FIRST =
      """
      SELECT kid, private_key, public_key FROM gateway.signing_keys
      ORDER BY active DESC, created_at DESC
      """;

  private final Pool pool;

  PgSigningKeyStore(Node node) {
    this.pool = node.shards().reference();
  }

  /** The keys, the active one first; makes it if there is none, once over all nodes. */
  Future<List<SigningKey>> activeFirst() {
    return read()
        .compose(
            keys ->
                keys.isEmpty()
                    ? add(SigningKey.generate()).compose(added -> read())
                    : Future.succeededFuture(keys));
  }

  private Future<Void> add(SigningKey key) {
    return pool.preparedQuery(ADD_UNLESS_ACTIVE)
        .execute(Tuple.of(key.kid(), key.privatePem(), key.publicPem()))
        .mapEmpty();
  }

  private Future<List<SigningKey>> read() {
    return pool.query(ACTIVE_FIRST)
        .execute()
        .map(
            rows -> {
              var keys = new ArrayList<SigningKey>();
              rows.forEach(
                  row ->
                      keys.add(
                          new SigningKey(
                              row.getString("kid"),
                              row.getString("private_key"),
                              row.getString("public_key"))));
              return keys;
            });
  }
}
