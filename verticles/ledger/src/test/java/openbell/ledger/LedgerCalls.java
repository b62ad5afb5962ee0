package openbell.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import openbell.model.Side;
import openbell.wire.account.AccountEventBody;
import openbell.wire.account.FundsEvent;

/** The ledger's SQL contract, called as other modules call it: from their own transaction. */
record LedgerCalls(Connection connection) {
  record LockedAccount(long accountId, boolean closeOnly, boolean blocked, long lastEventSeq) {}

  record Hold(UUID id, long accountId, String asset, long amount) {}

  record HoldState(long amount, long consumed, long released) {}

  /** An event whose body says its type again. */
  record Event(long accountId, String type) {
    byte[] body() {
      return AccountEventBody.newBuilder()
          .setFunds(FundsEvent.newBuilder().setReference(type))
          .build()
          .toByteArray();
    }
  }

  record Appended(int ord, long accountId, long seq, OffsetDateTime recordedAt) {}

  /** An execution of ours; {@code consumed} and {@code released} are of its order's hold. */
  record Fill(
      String execKey,
      UUID holdId,
      long accountId,
      String symbol,
      String currency,
      Side side,
      long qty,
      long notional,
      long charges,
      long consumed,
      long released,
      String trdMatchId) {}

  @FunctionalInterface
  interface Work {
    void run() throws SQLException;
  }

  /** Runs work in one transaction; rolls back what throws. */
  void inTransaction(Work work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      work.run();
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  boolean open(long accountId, Map<String, Long> cash, Map<String, long[]> qtyAndCost)
      throws SQLException {
    var symbols = List.copyOf(qtyAndCost.keySet());
    try (var call =
        prepare(
            "SELECT ledger.open_account(?, ?, ?, ?, ?, ?, ?)",
            accountId,
            texts(cash.keySet()),
            numbers(cash.values()),
            texts(symbols),
            numbers(symbols.stream().map(each -> qtyAndCost.get(each)[0]).toList()),
            numbers(symbols.stream().map(each -> qtyAndCost.get(each)[1]).toList()),
            texts(symbols.stream().map(each -> "INR").toList()))) {
      var rows = call.executeQuery();
      rows.next();
      return rows.getBoolean(1);
    }
  }

  /** A new account with INR and, where {@code qty} is not zero, shares at a cost. */
  long openNew(long cash, String symbol, long qty, long cost) throws SQLException {
    var accountId = LedgerDatabase.newAccountId();
    open(
        accountId,
        cash == 0 ? Map.of() : Map.of("INR", cash),
        qty == 0 ? Map.of() : Map.of(symbol, new long[] {qty, cost}));
    return accountId;
  }

  List<LockedAccount> lock(Long... accountIds) throws SQLException {
    try (var call = prepare("SELECT * FROM ledger.lock_accounts(?)", numbers(accountIds))) {
      var locked = new ArrayList<LockedAccount>();
      var rows = call.executeQuery();
      while (rows.next()) {
        locked.add(
            new LockedAccount(
                rows.getLong(1), rows.getBoolean(2), rows.getBoolean(3), rows.getLong(4)));
      }
      return locked;
    }
  }

  long available(long accountId, String asset) throws SQLException {
    return available(new Long[] {accountId}, asset).get(accountId + " " + asset);
  }

  Map<String, Long> available(Long[] accountIds, String... assets) throws SQLException {
    try (var call =
        prepare(
            "SELECT account_id || ' ' || asset, available FROM ledger.available(?, ?)",
            numbers(accountIds),
            texts(List.of(assets)))) {
      return map(call.executeQuery());
    }
  }

  UUID hold(long accountId, String asset, long amount) throws SQLException {
    var hold = new Hold(UUID.randomUUID(), accountId, asset, amount);
    place(List.of(hold));
    return hold.id();
  }

  void place(List<Hold> holds) throws SQLException {
    try (var call =
        prepare(
            "SELECT ledger.place_holds(?, ?, ?, ?)",
            uuids(holds.stream().map(Hold::id).toList()),
            numbers(holds.stream().map(Hold::accountId).toList()),
            texts(holds.stream().map(Hold::asset).toList()),
            numbers(holds.stream().map(Hold::amount).toList()))) {
      call.execute();
    }
  }

  void release(long accountId, UUID... holdIds) throws SQLException {
    try (var call =
        prepare(
            "SELECT ledger.release_holds(?, ?)",
            uuids(List.of(holdIds)),
            numbers(Arrays.stream(holdIds).map(each -> accountId).toList()))) {
      call.execute();
    }
  }

  HoldState holdState(UUID holdId) throws SQLException {
    try (var call =
        prepare("SELECT amount, consumed, released FROM ledger.holds(?)", uuids(List.of(holdId)))) {
      var rows = call.executeQuery();
      rows.next();
      return new HoldState(rows.getLong(1), rows.getLong(2), rows.getLong(3));
    }
  }

  void post(List<Fill> fills) throws SQLException {
    try (var call =
        prepare(
            "SELECT ledger.post_fills(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            texts(fills.stream().map(Fill::execKey).toList()),
            uuids(fills.stream().map(Fill::holdId).toList()),
            numbers(fills.stream().map(Fill::accountId).toList()),
            texts(fills.stream().map(Fill::symbol).toList()),
            texts(fills.stream().map(Fill::currency).toList()),
            connection.createArrayOf(
                "smallint",
                fills.stream().map(each -> (short) each.side().wire().getNumber()).toArray()),
            numbers(fills.stream().map(Fill::qty).toList()),
            numbers(fills.stream().map(Fill::notional).toList()),
            numbers(fills.stream().map(Fill::charges).toList()),
            numbers(fills.stream().map(Fill::consumed).toList()),
            numbers(fills.stream().map(Fill::released).toList()),
            texts(fills.stream().map(Fill::trdMatchId).toList()))) {
      call.execute();
    }
  }

  List<Appended> append(List<Event> events) throws SQLException {
    try (var call =
        prepare(
            "SELECT * FROM ledger.append_events(?, ?, ?)",
            numbers(events.stream().map(Event::accountId).toList()),
            texts(events.stream().map(Event::type).toList()),
            connection.createArrayOf(
                "bytea", events.stream().map(Event::body).toArray(byte[][]::new)))) {
      var appended = new ArrayList<Appended>();
      var rows = call.executeQuery();
      while (rows.next()) {
        appended.add(
            new Appended(
                rows.getInt(1),
                rows.getLong(2),
                rows.getLong(3),
                rows.getObject(4, OffsetDateTime.class)));
      }
      return appended;
    }
  }

  OffsetDateTime lastRecordedAt(long accountId) throws SQLException {
    try (var statement =
        prepare("SELECT last_recorded_at FROM ledger.accounts WHERE account_id = ?", accountId)) {
      var rows = statement.executeQuery();
      rows.next();
      return rows.getObject(1, OffsetDateTime.class);
    }
  }

  /** The first two columns of a query's rows. */
  Map<String, Long> map(String query, Object... parameters) throws SQLException {
    try (var statement = prepare(query, parameters)) {
      return map(statement.executeQuery());
    }
  }

  long number(String query, Object... parameters) throws SQLException {
    try (var statement = prepare(query, parameters)) {
      var rows = statement.executeQuery();
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  String text(String query, Object... parameters) throws SQLException {
    try (var statement = prepare(query, parameters)) {
      var rows = statement.executeQuery();
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  void execute(String statement) throws SQLException {
    try (var plain = connection.createStatement()) {
      plain.execute(statement);
    }
  }

  private static Map<String, Long> map(ResultSet rows) throws SQLException {
    var map = new TreeMap<String, Long>();
    while (rows.next()) {
      map.put(rows.getString(1), rows.getLong(2));
    }
    return map;
  }

  private PreparedStatement prepare(String query, Object... parameters) throws SQLException {
    var statement = connection.prepareStatement(query);
    for (var at = 0; at < parameters.length; at++) {
      statement.setObject(at + 1, parameters[at]);
    }
    return statement;
  }

  private Array numbers(Long... values) throws SQLException {
    return connection.createArrayOf("bigint", values);
  }

  private Array numbers(java.util.Collection<Long> values) throws SQLException {
    return connection.createArrayOf("bigint", values.toArray());
  }

  private Array texts(java.util.Collection<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }

  private Array uuids(List<UUID> values) throws SQLException {
    return connection.createArrayOf("uuid", values.toArray());
  }
}
