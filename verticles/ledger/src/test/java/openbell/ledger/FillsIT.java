package openbell.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import openbell.ledger.LedgerCalls.Fill;
import openbell.ledger.LedgerCalls.HoldState;
import openbell.model.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Booking executions: the table of cases, and what a table cannot say. */
class FillsIT {
  private static final String SYMBOL = "XNSE:A";

  private LedgerCalls ledger;

  @BeforeEach
  void connect() throws SQLException {
    ledger = new LedgerCalls(LedgerDatabase.shared().connect());
  }

  @AfterEach
  void disconnect() throws SQLException {
    ledger.connection().close();
  }

  /** One line of fills.txt, by column. */
  record Case(Map<String, String> columns) {
    long number(String column) {
      return Long.parseLong(columns.get(column));
    }

    @Override
    public String toString() {
      return columns.get("case");
    }
  }

  static Stream<Case> cases() throws IOException {
    try (var in = FillsIT.class.getResourceAsStream("fills.txt")) {
      var lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split(" *\\| *", -1))
              .toList();
      var names = lines.getFirst();
      return lines.stream().skip(1).map(line -> caseOf(names, line)).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void booksAFact(Case given) throws SQLException {
    var accountId =
        ledger.openNew(given.number("cash"), SYMBOL, given.number("shares"), given.number("cost"));
    var held = given.columns().get("hold").split(" ", -1);
    var holdId = ledger.hold(accountId, held[0], Long.parseLong(held[1]));

    ledger.inTransaction(
        () -> {
          ledger.lock(accountId);
          ledger.post(fills(given.columns().get("fills"), accountId, holdId));
        });

    assertThat(after(accountId, held[0]).entrySet())
        .allSatisfy(
            entry ->
                assertThat(entry.getValue())
                    .as(entry.getKey())
                    .isEqualTo(given.columns().get(entry.getKey())));
  }

  @Test
  void aFactLeavesTheHoldsOfOtherOrdersAlone() throws SQLException {
    var accountId = ledger.openNew(1_000, SYMBOL, 0, 0);
    var other = ledger.hold(accountId, "INR", 900);
    var mine = ledger.hold(accountId, "INR", 50);

    ledger.post(fills("BUY 1 200 0 50 0", accountId, mine));

    assertThat(ledger.holdState(other)).isEqualTo(new HoldState(900, 0, 0));
    assertThat(after(accountId, "INR"))
        .containsEntry("cashAfter", "900")
        .containsEntry("held", "900")
        .containsEntry("owed", "100");
  }

  @Test
  void aPostingIsBookedOnce() throws SQLException {
    var accountId = ledger.openNew(1_000, SYMBOL, 0, 0);
    var fills = fills("BUY 1 200 0 0 0", accountId, UUID.randomUUID());
    ledger.post(fills);

    assertThatThrownBy(() -> ledger.post(fills)).hasMessageContaining("transfer_keys_pkey");

    assertThat(after(accountId, "INR")).containsEntry("cashAfter", "800");
  }

  @Test
  void bothSidesOfAMatchNetInClearing() throws SQLException {
    var buyer = ledger.openNew(1_000, SYMBOL, 0, 0);
    var seller = ledger.openNew(0, SYMBOL, 5, 10);
    var buy = ledger.hold(buyer, "INR", 500);
    var sell = ledger.hold(seller, SYMBOL, 5);
    var match = "match-" + UUID.randomUUID();

    ledger.inTransaction(
        () -> {
          ledger.lock(buyer, seller);
          ledger.post(
              List.of(
                  fill(match, buyer, buy, Side.BUY, 5, 450, 3, 453, 47),
                  fill(match, seller, sell, Side.SELL, 5, 450, 4, 5, 0)));
        });

    assertThat(
            ledger.map(
                """
                SELECT asset, sum(debit - credit) FROM ledger.postings
                WHERE kind = 'clearing' AND trd_match_id = ? GROUP BY asset
                """,
                match))
        .containsOnly(Map.entry("INR", 0L), Map.entry(SYMBOL, 0L));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void whatIsNoFillIsRefusedWhole(Fill fill) throws SQLException {
    var accountId = ledger.openNew(1_000, SYMBOL, 0, 0);
    var good = fill("", accountId, UUID.randomUUID(), Side.BUY, 1, 100, 0, 0, 0);

    assertThatThrownBy(() -> ledger.post(List.of(good, fill)))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("a fill that is none");

    assertThat(after(accountId, "INR")).containsEntry("cashAfter", "1000");
  }

  static Stream<Fill> nonsense() {
    var hold = UUID.randomUUID();
    return Stream.of(
        fill("", 1, hold, Side.BUY, 0, 100, 0, 0, 0),
        fill("", 1, hold, Side.BUY, -1, 100, 0, 0, 0),
        fill("", 1, hold, Side.BUY, 1, 0, 0, 0, 0),
        fill("", 1, hold, Side.BUY, 1, 100, -1, 0, 0),
        fill("", 1, hold, Side.BUY, 1, 100, 0, 101, 0),
        fill("", 1, hold, Side.SELL, 1, 100, 0, 2, 0),
        fill("", 1, hold, Side.BUY, 1, 100, 0, 0, -1));
  }

  @Test
  void aFillOfAnUnknownAccountIsRefused() {
    var fill = fill("", 7, UUID.randomUUID(), Side.BUY, 1, 100, 0, 0, 0);

    assertThatThrownBy(() -> ledger.post(List.of(fill)))
        .isInstanceOfSatisfying(
            SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo("23503"));
  }

  private Map<String, String> after(long accountId, String heldAsset) throws SQLException {
    var balances =
        ledger.map(
            """
            SELECT kind || ' ' || asset, credits_posted - debits_posted
            FROM ledger.ledger_accounts WHERE account_id = ?
            """,
            accountId);
    var basis = "FROM ledger.cost_basis WHERE account_id = ? AND symbol = ?";
    var after = new TreeMap<String, String>();
    after.put("cashAfter", "" + balances.getOrDefault("customer INR", 0L));
    after.put("owed", "" + -balances.getOrDefault("receivable INR", 0L));
    after.put("sharesAfter", "" + balances.getOrDefault("customer " + SYMBOL, 0L));
    after.put("owedShares", "" + -balances.getOrDefault("receivable " + SYMBOL, 0L));
    after.put(
        "held",
        ledger.text(
            """
            SELECT debits_pending FROM ledger.ledger_accounts
            WHERE account_id = ? AND kind = 'customer' AND asset = ?
            """,
            accountId,
            heldAsset));
    after.put("costAfter", "" + ledger.number("SELECT cost " + basis, accountId, SYMBOL));
    after.put("pnl", "" + ledger.number("SELECT realized_pnl " + basis, accountId, SYMBOL));
    after.put("closeOnly", "" + ledger.lock(accountId).getFirst().closeOnly());
    after.put(
        "breaks",
        ledger.text(
            """
            SELECT coalesce(string_agg(DISTINCT kind, ', ' ORDER BY kind), '-')
            FROM ledger.breaks WHERE account_id = ?
            """,
            accountId));
    return after;
  }

  private static Case caseOf(String[] names, String[] values) {
    var columns = new TreeMap<String, String>();
    for (var at = 0; at < names.length; at++) {
      columns.put(names[at], values[at]);
    }
    return new Case(columns);
  }

  private static List<Fill> fills(String text, long accountId, UUID holdId) {
    var fills = new ArrayList<Fill>();
    for (var each : text.split(", ", -1)) {
      var words = each.split(" ", -1);
      var n = Stream.of(words).skip(1).mapToLong(Long::parseLong).toArray();
      var side = Side.valueOf(words[0]);
      fills.add(fill("", accountId, holdId, side, n[0], n[1], n[2], n[3], n[4]));
    }
    return fills;
  }

  private static Fill fill(
      String match,
      long accountId,
      UUID holdId,
      Side side,
      long qty,
      long notional,
      long charges,
      long consumed,
      long released) {
    return new Fill(
        "XNSE|2026-11-20|" + UUID.randomUUID() + "|" + holdId,
        holdId,
        accountId,
        SYMBOL,
        "INR",
        side,
        qty,
        notional,
        charges,
        consumed,
        released,
        match.isEmpty() ? null : match);
  }
}
