package openbell.runtime;

import org.flywaydb.core.Flyway;

/**
 * Brings one module's Postgres schema to its newest version: {@code openbell/<module>/db/V*.sql} on
 * the class path, with a history of its own in the schema. Blocking; safe to run from many nodes at
 * once and at every start.
 */
public final class Migrations {
  private Migrations() {}

  /**
   * Migrates one schema.
   *
   * @param schema the module's schema, e.g. {@code ledger}; its scripts lie in {@code
   *     openbell/<schema>/db}
   * @throws org.flywaydb.core.api.FlywayException if the database is away or a script fails
   */
  public static void run(Endpoints.Postgres postgres, String schema) {
    var url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(postgres.host(), postgres.port(), postgres.database());
    Flyway.configure()
        .dataSource(url, postgres.user(), postgres.password())
        .schemas(schema)
        .defaultSchema(schema)
        .locations("classpath:openbell/" + schema + "/db")
        .load()
        .migrate();
  }
}
