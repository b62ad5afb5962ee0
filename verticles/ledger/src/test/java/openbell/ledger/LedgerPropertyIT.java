package openbell.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import openbell.ledger.LedgerCalls.Event;
import openbell.ledger.LedgerCalls.Fill;
import openbell.ledger.LedgerCalls.Hold;
import openbell.model.Side;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random batches of holds, fills and releases, some of them wrong on purpose, leave the database in
 * the state that the naive ledger computes one entry after the other, and every invariant true.
 */
class LedgerPropertyIT {
  private static final int BATCHES = 600;
  private static final int BATCH = 8;
  private static final List<String> SYMBOLS = List.of("XNSE:A", "XNSE:B", "XNAS:C");
  private static final String CURRENCY = "INR";

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20_261_121, 7_919})
  void agreesWithTheNaiveLedger(long seed) throws Exception {
    var database = LedgerDatabase.fresh("property_" + seed);
    try (var connection = database.connect()) {
      var run = new Run(new Random(seed), new LedgerCalls(connection));
      run.open();
      for (var batch = 0; batch < BATCHES; batch++) {
        run.batch();
        if (batch % 100 == 99) {
          run.compare();
        }
      }
    }
    assertThat(Verified.fromJournal(database)).allMatch(invariant -> invariant.holds());
  }

  /** One seeded run. */
  private static final class Run {
    private final Random random;
    private final LedgerCalls ledger;
    private final NaiveLedger naive = new NaiveLedger();
    private final List<Long> accounts = new ArrayList<>();

    Run(Random random, LedgerCalls ledger) {
      this.random = random;
      this.ledger = ledger;
    }

    void open() throws SQLException {
      for (var accountId = 1L; accountId <= 5; accountId++) {
        accounts.add(accountId);
        var holdings = new HashMap<String, long[]>();
        for (var symbol : SYMBOLS) {
          holdings.put(symbol, new long[] {1 + random.nextInt(50), random.nextInt(100_000)});
        }
        var cash = 1L + random.nextInt(2_000_000);
        ledger.open(accountId, Map.of(CURRENCY, cash), holdings);
        naive.open(accountId, CURRENCY, cash, 0);
        for (var holding : holdings.entrySet()) {
          naive.open(accountId, holding.getKey(), holding.getValue()[0], holding.getValue()[1]);
        }
      }
    }

    void batch() throws SQLException {
      ledger.inTransaction(
          () -> {
            ledger.lock(accounts.toArray(Long[]::new));
            switch (random.nextInt(4)) {
              case 0, 1 -> place();
              case 2 -> fill();
              default -> release();
            }
            ledger.append(List.of(new Event(pick(accounts), "order.open")));
          });
    }

    private void place() throws SQLException {
      var holds = new ArrayList<Hold>();
      for (var i = 0; i < BATCH; i++) {
        var accountId = pick(accounts);
        var asset = random.nextBoolean() ? CURRENCY : pick(SYMBOLS);
        var available = naive.available(accountId, asset);
        if (available > 0) {
          var amount =
              1 + random.nextLong(Math.min(available, asset.equals(CURRENCY) ? 200_000 : 10));
          var hold = new Hold(uuid(), accountId, asset, amount);
          holds.add(hold);
          naive.hold(hold.id(), accountId, asset, amount);
        }
      }
      ledger.place(holds);
    }

    private void release() throws SQLException {
      var open = naive.openHolds();
      if (!open.isEmpty()) {
        var id = pick(open);
        ledger.release(naive.accountOf(id), id, uuid());
        naive.release(id);
      }
    }

    private void fill() throws SQLException {
      var open = naive.openHolds();
      var fills = new ArrayList<Fill>();
      for (var i = 0; i < BATCH && !open.isEmpty(); i++) {
        var fill = fillOf(pick(open));
        fills.add(fill);
        naive.fill(fill);
      }
      ledger.post(fills);
    }

    /** Mostly within its hold; one in eight costs more than it, or than the account has. */
    private Fill fillOf(UUID holdId) {
      var buys = naive.assetOf(holdId).equals(CURRENCY);
      var open = Math.max(1, naive.open(holdId));
      var beyond = random.nextInt(8) == 0;
      var limit = beyond ? open * (1 + random.nextInt(4)) : open;
      var charges = (long) random.nextInt(20);
      var qty = buys ? 1 + random.nextInt(5) : 1 + random.nextLong(limit);
      var notional = 1 + random.nextLong(buys ? limit : 50_000);
      var needs = buys ? notional + charges : qty;
      var consumed = Math.min(needs, beyond ? needs : open);
      var released = Math.max(0, Math.min(open - consumed, random.nextInt(3)));
      return new Fill(
          "XNSE|2026-11-20|" + uuid() + "|" + holdId,
          holdId,
          naive.accountOf(holdId),
          buys ? pick(SYMBOLS) : naive.assetOf(holdId),
          CURRENCY,
          buys ? Side.BUY : Side.SELL,
          qty,
          notional,
          charges,
          consumed,
          released,
          null);
    }

    void compare() throws SQLException {
      assertThat(
              ledger.map(
                  """
                  SELECT account_id || ' ' || kind || ' ' || asset, credits_posted - debits_posted
                  FROM ledger.ledger_accounts
                  WHERE account_id > 0 AND credits_posted <> debits_posted
                  """))
          .isEqualTo(naive.posted());
      for (var entry : naive.basis().entrySet()) {
        assertThat(
                ledger.text(
                    """
                    SELECT qty || '/' || cost || '/' || realized_pnl FROM ledger.cost_basis
                    WHERE account_id || ' ' || symbol = ?
                    """,
                    entry.getKey()))
            .as(entry.getKey())
            .isEqualTo(entry.getValue());
      }
      for (var id : naive.openHolds()) {
        var state = ledger.holdState(id);
        assertThat(state.amount() - state.consumed() - state.released()).isEqualTo(naive.open(id));
      }
    }

    private UUID uuid() {
      return new UUID(random.nextLong(), random.nextLong());
    }

    private <T> T pick(List<T> from) {
      return from.get(random.nextInt(from.size()));
    }
  }
}
