package openbell.benchmarks.orders;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import openbell.runtime.Endpoints;

/**
 * Customers with money, shares of two listings of XNSE and a session each, in the tables of a
 * platform that runs. Blocks.
 */
final class Customers implements AutoCloseable {
  private static final long FIRST = 1_000_001;

  /** 1/10,000 INR for each account: more than all its orders hold. */
  private static final long CASH = 10_000_000_000_000L;

  private static final long SHARES = 1_000_000;

  /** Accounts of one transaction: each changes the same house rows once more. */
  private static final long AT_ONCE = 50;

  private static final String SYMBOLS =
      "SELECT symbol FROM gateway.instruments WHERE symbol LIKE 'XNSE:%' AND tradable ORDER BY 1";

  private static final String OPEN_ACCOUNTS =
      """
      SELECT count(ledger.open_account(
        a, ARRAY['INR'], ARRAY[?::bigint],
        ARRAY[s.symbols[(1 + a % s.size)::int], s.symbols[(1 + (a + 1) % s.size)::int]],
        ARRAY[s.qty, s.qty], ARRAY[s.qty * 10000, s.qty * 10000], ARRAY['INR', 'INR']))
      FROM (SELECT ?::text[] AS symbols, cardinality(?::text[]) AS size, ?::bigint AS qty) AS s,
           generate_series(?::bigint, ?::bigint) AS a
      """;

  private static final String ADD_USERS =
      """
      INSERT INTO gateway.users (user_id, account_id, email, roles)
      SELECT a, a, 'bench' || a || '@openbell.test', ARRAY['trader']
      FROM generate_series(?::bigint, ?::bigint) AS a
      """;

  private static final String OPEN_SESSIONS =
      """
      INSERT INTO gateway.sessions (session_id, user_id, expires_at, user_agent, address)
      SELECT gen_random_uuid(), a, clock_timestamp() + interval '1 day', 'bench', '127.0.0.1'
      FROM generate_series(?::bigint, ?::bigint) AS a
      RETURNING session_id, user_id
      """;

  private static final String KEY =
      "SELECT kid, private_key FROM gateway.signing_keys WHERE active";

  private final Connection connection;

  Customers(Endpoints.Postgres postgres) throws SQLException {
    var url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(postgres.host(), postgres.port(), postgres.database());
    this.connection = DriverManager.getConnection(url, postgres.user(), postgres.password());
  }

  /** Makes so many; once. */
  List<Customer> open(int count) throws SQLException {
    var last = FIRST + count - 1;
    var symbols = symbols();
    openAccounts(symbols, last);
    try (var users = connection.prepareStatement(ADD_USERS)) {
      users.setLong(1, FIRST);
      users.setLong(2, last);
      users.execute();
    }
    analyze();
    return openSessions(symbols, last);
  }

  /** What autovacuum does within the first minutes: until then plans are those of empty tables. */
  void analyze() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("ANALYZE");
    }
  }

  private List<String> symbols() throws SQLException {
    var symbols = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(SYMBOLS)) {
      while (rows.next()) {
        symbols.add(rows.getString(1));
      }
    }
    return symbols;
  }

  private void openAccounts(List<String> symbols, long last) throws SQLException {
    var array = connection.createArrayOf("text", symbols.toArray());
    try (var accounts = connection.prepareStatement(OPEN_ACCOUNTS)) {
      accounts.setLong(1, CASH);
      accounts.setArray(2, array);
      accounts.setArray(3, array);
      accounts.setLong(4, SHARES);
      for (var first = FIRST; first <= last; first += AT_ONCE) {
        accounts.setLong(5, first);
        accounts.setLong(6, Math.min(last, first + AT_ONCE - 1));
        accounts.execute();
      }
    }
  }

  private List<Customer> openSessions(List<String> symbols, long last) throws SQLException {
    var signer = signer();
    var now = Instant.now();
    var customers = new ArrayList<Customer>();
    try (var sessions = connection.prepareStatement(OPEN_SESSIONS)) {
      sessions.setLong(1, FIRST);
      sessions.setLong(2, last);
      try (var rows = sessions.executeQuery()) {
        while (rows.next()) {
          var account = rows.getLong("user_id");
          var token = signer.sign(account, rows.getObject("session_id", UUID.class), now);
          customers.add(new Customer(account, token, held(symbols, account)));
        }
      }
    }
    return customers;
  }

  /** As {@link #OPEN_ACCOUNTS} gives them. */
  private static List<String> held(List<String> symbols, long account) {
    var first = (int) (account % symbols.size());
    return List.of(symbols.get(first), symbols.get((first + 1) % symbols.size()));
  }

  private TokenSigner signer() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(KEY)) {
      if (!rows.next()) {
        throw new IllegalStateException("the gateway has no key yet");
      }
      return new TokenSigner(rows.getString("kid"), rows.getString("private_key"));
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
