package openbell.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import openbell.embedded.EmbeddedStores;
import openbell.runtime.Endpoints;
import openbell.runtime.Migrations;

/** A migrated ledger in the real Postgres of the tests. */
record LedgerDatabase(Endpoints endpoints) {
  private static final AtomicLong NEXT_ACCOUNT = new AtomicLong(1_000);
  private static final LedgerDatabase SHARED = migrated(endpoints("openbell"));

  /** The one that test classes share: each uses accounts of its own. */
  static LedgerDatabase shared() {
    return SHARED;
  }

  /** One of its own, for tests that break it. */
  static LedgerDatabase fresh(String name) throws SQLException {
    try (var connection = SHARED.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return migrated(endpoints(name));
  }

  /** A copy of this one, to which nobody may be connected. */
  LedgerDatabase copy(String name) throws SQLException {
    try (var connection = SHARED.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " TEMPLATE " + endpoints.postgres().database());
    }
    return new LedgerDatabase(endpoints(name));
  }

  /** An account id that no other test uses. */
  static long newAccountId() {
    return NEXT_ACCOUNT.incrementAndGet();
  }

  Connection connect() throws SQLException {
    var postgres = endpoints.postgres();
    var url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(postgres.host(), postgres.port(), postgres.database());
    return DriverManager.getConnection(url, postgres.user(), postgres.password());
  }

  private static LedgerDatabase migrated(Endpoints endpoints) {
    Migrations.run(endpoints.postgres(), "runtime");
    Migrations.run(endpoints.postgres(), "ledger");
    return new LedgerDatabase(endpoints);
  }

  private static Endpoints endpoints(String database) {
    var stores = EmbeddedStores.forTests().endpoints();
    var postgres = stores.postgres();
    var redis = stores.redis();
    return new Endpoints(
        new Endpoints.Postgres(
            postgres.host(), postgres.port(), database, postgres.user(), postgres.password()),
        new Endpoints.Redis(redis.host(), redis.port(), redis.password()),
        new Endpoints.Kafka(stores.kafka().bootstrap()));
  }
}
