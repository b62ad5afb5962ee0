package openbell.systemtest.torture;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import openbell.systemtest.Trader;

/**
 * One round: customers act, a victim is hit at a moment that the seed chose, what died is started
 * again while they go on, then all orders are ended and everything is checked.
 */
final class Round {
  /**
   * What became of a round.
   *
   * @param recovery until every symbol traded again
   */
  record Outcome(
      Victim victim,
      int acknowledged,
      int cancels,
      int fills,
      Duration recovery,
      Phases phases,
      List<String> breaks) {}

  private static final List<String> SYMBOLS =
      List.of("XNSE:RELIANCE", "XNSE:TCS", "XNSE:INFY", "XNAS:AAPL", "XNAS:MSFT");
  private static final int ACCOUNTS = 5;
  private static final int CUSTOMERS_EACH = 3;
  private static final long HIT_WITHIN_MS = 1_500;
  private static final long ACT_ON_MS = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TorturedPlatform platform;
  private final long[] lastSeqs;
  private final String name;
  private final Random random;
  private final Phases phases = new Phases();
  private final Acknowledged acknowledged = new Acknowledged();
  private volatile boolean ending;
  private volatile boolean outOfPatience;

  /**
   * Makes a round.
   *
   * @param lastSeqs of each account, the last event that was checked; moved on by the round
   * @param name of its own among all rounds of this data folder
   */
  Round(TorturedPlatform platform, long[] lastSeqs, String name, long seed) {
    this.platform = platform;
    this.lastSeqs = lastSeqs;
    this.name = name;
    // Mixed first: neighbouring seeds of a Random draw the same victim.
    this.random = new Random(new SplittableRandom(seed).nextLong());
  }

  static int accounts() {
    return ACCOUNTS;
  }

  /** Runs it; the seed chooses the victim unless one is given. */
  Outcome run(Optional<Victim> chosen) throws InterruptedException, ExecutionException {
    var victims = Victim.values();
    var drawn = victims[random.nextInt(victims.length)];
    var victim = chosen.orElse(drawn);
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      var accounts = eachAccount(threads, n -> AccountCheck.open(login(n), lastSeqs[n]));
      phases.ended("open");
      var acting = letCustomersAct(threads, accounts);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(HIT_WITHIN_MS)));
      phases.ended("act");
      platform.hit(victim);
      var recovery = new Recovery(Instant.now());
      phases.ended("hit");
      platform.heal(random);
      phases.ended("start");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ACT_ON_MS));
      ending = true;
      awaitAnswers(acting);
      phases.ended("answers");
      eachAccount(
          threads, n -> new OrdersEnd(accounts.get(n).trader(), acknowledged).within(PATIENCE));
      phases.ended("end");
      var results =
          eachAccount(threads, n -> accounts.get(n).check(acknowledged, prefix(n), recovery));
      phases.ended("check");
      return outcome(victim, recovery, results);
    }
  }

  private Outcome outcome(Victim victim, Recovery recovery, List<AccountCheck.Result> results) {
    var breaks = new ArrayList<String>();
    for (var number = 0; number < ACCOUNTS; number++) {
      lastSeqs[number] = results.get(number).lastSeq();
      breaks.addAll(results.get(number).breaks());
    }
    if (acknowledged.unanswered().get() > 0) {
      breaks.add(acknowledged.unanswered() + " requests had no answer within " + PATIENCE);
    }
    return new Outcome(
        victim,
        acknowledged.orders().size(),
        acknowledged.cancels().size(),
        results.stream().mapToInt(AccountCheck.Result::fills).sum(),
        recovery.worst(),
        phases,
        List.copyOf(breaks));
  }

  /** What is to be done with the account of a number. */
  private interface Work<T> {
    T of(int number);
  }

  private static <T> List<T> eachAccount(ExecutorService threads, Work<T> work)
      throws InterruptedException, ExecutionException {
    var working =
        IntStream.range(0, ACCOUNTS)
            .mapToObj(number -> threads.submit(() -> work.of(number)))
            .toList();
    var all = new ArrayList<T>();
    for (var one : working) {
      all.add(one.get());
    }
    return all;
  }

  private List<Future<Void>> letCustomersAct(ExecutorService threads, List<AccountCheck> accounts) {
    var prices = prices(accounts.getFirst().trader());
    var acting = new ArrayList<Future<Void>>();
    for (var number = 0; number < ACCOUNTS; number++) {
      for (var nth = 0; nth < CUSTOMERS_EACH; nth++) {
        var customer =
            new Customer(
                accounts.get(number).trader(),
                new Random(random.nextLong()),
                prefix(number) + nth,
                prices,
                acknowledged,
                () -> outOfPatience);
        Callable<Void> untilTheEnd =
            () -> {
              while (!ending) {
                customer.act();
                customer.think();
              }
              return null;
            };
        acting.add(threads.submit(untilTheEnd));
      }
    }
    return acting;
  }

  /** Whoever has an unanswered request goes on asking, to the end of the round's patience. */
  private void awaitAnswers(List<Future<Void>> acting)
      throws InterruptedException, ExecutionException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && !acting.stream().allMatch(Future::isDone)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    outOfPatience = true;
    for (var customer : acting) {
      customer.get();
    }
  }

  private Trader login(int number) {
    return Trader.login(platform.url(), "trader" + (number + 1) + "@openbell.test");
  }

  private String prefix(int number) {
    return name + "-" + number + "-";
  }

  private static Map<String, BigDecimal> prices(Trader trader) {
    var prices = new HashMap<String, BigDecimal>();
    var quotes = trader.get("/quotes?symbols=" + String.join(",", SYMBOLS)).body();
    for (var entry : quotes.getJsonArray("data")) {
      var quote = (JsonObject) entry;
      prices.put(quote.getString("symbol"), new BigDecimal(quote.getString("ltp")));
    }
    return prices;
  }
}
