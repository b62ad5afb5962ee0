package openbell.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import openbell.ledger.LedgerCalls.Event;
import openbell.ledger.LedgerCalls.Fill;
import openbell.ledger.LedgerCalls.Hold;
import openbell.model.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many transactions at once, each on a connection of its own, started together. */
@Timeout(120)
class ConcurrencyIT {
  private static final String SYMBOL = "XNSE:INFY";
  private static final int RACERS = 64;

  /** What one racer does, in a transaction of its own; what it throws is its result. */
  @FunctionalInterface
  private interface Race {
    void run(LedgerCalls ledger, int racer) throws SQLException;
  }

  @Test
  void fundsForOneAreHeldOnce() throws Exception {
    var accountId = opened(1_000);

    var refusals =
        race(
            RACERS,
            (ledger, racer) -> {
              ledger.lock(accountId);
              ledger.hold(accountId, "INR", 1_000);
            });

    assertThat(refusals)
        .hasSize(RACERS - 1)
        .allSatisfy(
            refusal -> assertThat(refusal).hasMessageContaining("ledger_accounts_not_overdrawn"));
  }

  @Test
  void fundsForOneAreHeldOnceEvenByCallersThatForgetToLock() throws Exception {
    var accountId = opened(1_000);

    assertThat(race(RACERS, (ledger, racer) -> ledger.hold(accountId, "INR", 1_000)))
        .hasSize(RACERS - 1);
  }

  @Test
  void batchesInOppositeOrdersDoNotDeadlock() throws Exception {
    var accounts = new ArrayList<Long>();
    for (var i = 0; i < 8; i++) {
      accounts.add(opened(1_000_000));
    }

    var failures =
        race(
            RACERS,
            (ledger, racer) -> {
              var mine = new ArrayList<>(accounts);
              if (racer % 2 == 0) {
                java.util.Collections.reverse(mine);
              }
              ledger.lock(mine.toArray(Long[]::new));
              var holds =
                  mine.stream().map(id -> new Hold(UUID.randomUUID(), id, "INR", 110)).toList();
              ledger.place(holds);
              ledger.post(holds.stream().map(ConcurrencyIT::purchase).toList());
              ledger.append(mine.stream().map(id -> new Event(id, "order.fill")).toList());
            });

    assertThat(failures).isEmpty();
    try (var connection = LedgerDatabase.shared().connect()) {
      var ledger = new LedgerCalls(connection);
      for (var accountId : accounts) {
        assertThat(ledger.available(accountId, "INR")).isEqualTo(1_000_000 - RACERS * 110L);
        assertThat(ledger.available(accountId, SYMBOL)).isEqualTo(RACERS);
      }
    }
  }

  @Test
  void eventsStayGaplessWhenSomeRollBack() throws Exception {
    var accountId = opened(0);

    var rolledBack =
        race(
            RACERS,
            (ledger, racer) -> {
              ledger.lock(accountId);
              ledger.append(List.of(new Event(accountId, "order.open")));
              if (racer % 3 == 0) {
                throw new SQLException("racer " + racer + " falls");
              }
            });

    try (var connection = LedgerDatabase.shared().connect()) {
      var seqs =
          new LedgerCalls(connection)
              .map(
                  "SELECT to_char(seq, '000'), seq FROM ledger.account_events WHERE account_id = ?",
                  accountId);
      assertThat(seqs.values())
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, RACERS - rolledBack.size()).boxed().toList());
    }
  }

  @Test
  void anAccountIsOpenedOnce() throws Exception {
    var accountId = LedgerDatabase.newAccountId();

    assertThat(
            race(
                16,
                (ledger, racer) -> {
                  if (!ledger.open(accountId, java.util.Map.of("INR", 5L), java.util.Map.of())) {
                    throw new SQLException("it was there");
                  }
                }))
        .hasSize(15);
  }

  private static long opened(long cash) throws SQLException {
    try (var connection = LedgerDatabase.shared().connect()) {
      return new LedgerCalls(connection).openNew(cash, SYMBOL, 0, 0);
    }
  }

  private static Fill purchase(Hold hold) {
    return new Fill(
        "XNSE|2026-11-20|" + UUID.randomUUID() + "|" + hold.id(),
        hold.id(),
        hold.accountId(),
        SYMBOL,
        "INR",
        Side.BUY,
        1,
        100,
        10,
        110,
        0,
        null);
  }

  /** The exceptions of the racers that failed. */
  private static List<Exception> race(int racers, Race race) throws Exception {
    var ready = new CountDownLatch(racers);
    var failures = new ArrayList<Exception>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<java.util.concurrent.Future<List<Exception>>>();
      for (var i = 0; i < racers; i++) {
        var racer = i;
        tasks.add(threads.submit((Callable<List<Exception>>) () -> one(race, racer, ready)));
      }
      for (var task : tasks) {
        failures.addAll(task.get());
      }
    }
    return failures;
  }

  private static List<Exception> one(Race race, int racer, CountDownLatch ready)
      throws SQLException, InterruptedException {
    try (var connection = LedgerDatabase.shared().connect()) {
      var ledger = new LedgerCalls(connection);
      ready.countDown();
      ready.await();
      ledger.inTransaction(() -> race.run(ledger, racer));
      return List.of();
    } catch (SQLException failure) {
      return List.of(failure);
    }
  }
}
