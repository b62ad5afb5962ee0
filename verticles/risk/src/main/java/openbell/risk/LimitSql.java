package openbell.risk;

/** The statements on what staff have set. */
final class LimitSql {
  static final String VERSION = "SELECT version FROM risk.version";

  /** One statement sees one version. */
  static final String ALL =
      """
      SELECT 'version' AS kind, '' AS scope, '' AS key, '' AS name, version AS value,
             0::bigint AS set_by, clock_timestamp() AS set_at, '' AS reason
      FROM risk.version
      UNION ALL
      SELECT 'limit', scope, key, name, value, set_by, set_at, reason FROM risk.limits
      UNION ALL
      SELECT 'halt', '', key, halt, 0, set_by, set_at, reason FROM risk.halts
      UNION ALL
      SELECT 'restriction', '', symbol, '', 0, set_by, set_at, reason FROM risk.restrictions
      ORDER BY kind, scope, key, name
      """;

  /** Bounded, since every node keeps all of them. */
  static final String SET_LIMIT =
      """
      INSERT INTO risk.limits (scope, key, name, value, set_by, reason)
      SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM risk.limits) < 100000
      ON CONFLICT (scope, key, name) DO UPDATE
      SET value = excluded.value, set_by = excluded.set_by, set_at = clock_timestamp(),
          reason = excluded.reason
      """;

  static final String REMOVE_LIMIT =
      "DELETE FROM risk.limits WHERE scope = $1 AND key = $2 AND name = $3";

  static final String SET_HALT =
      """
      INSERT INTO risk.halts (key, halt, set_by, reason) VALUES ($1, $2, $3, $4)
      ON CONFLICT (key) DO UPDATE
      SET halt = excluded.halt, set_by = excluded.set_by, set_at = clock_timestamp(),
          reason = excluded.reason
      """;

  static final String REMOVE_HALT = "DELETE FROM risk.halts WHERE key = $1";

  static final String SET_RESTRICTION =
      """
      INSERT INTO risk.restrictions (symbol, set_by, reason) VALUES ($1, $2, $3)
      ON CONFLICT (symbol) DO UPDATE
      SET set_by = excluded.set_by, set_at = clock_timestamp(), reason = excluded.reason
      """;

  static final String REMOVE_RESTRICTION = "DELETE FROM risk.restrictions WHERE symbol = $1";

  private LimitSql() {}
}
