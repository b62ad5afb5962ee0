package openbell.systemtest.torture;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import openbell.systemtest.Await;
import openbell.systemtest.Orders;
import openbell.systemtest.Trader;

/**
 * One round: customers act, a victim is hit at a moment that the seed chose, what died is started
 * again while they go on, then all orders are ended and everything is checked.
 */
final class Round {
  /** What became of a round. */
  record Outcome(
      Victim victim, int acknowledged, int cancels, int fills, long millis, List<String> breaks) {}

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
    this.random = new Random(seed);
  }

  static int accounts() {
    return ACCOUNTS;
  }

  Outcome run() throws InterruptedException, ExecutionException {
    var startedAtNanos = System.nanoTime();
    var victims = Victim.values();
    var victim = victims[random.nextInt(victims.length)];
    var accounts = openAccounts();
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      var acting = letCustomersAct(threads, accounts);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(HIT_WITHIN_MS)));
      platform.hit(victim);
      platform.heal(random);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ACT_ON_MS));
      ending = true;
      awaitAnswers(acting);
    }
    var results = check(accounts);
    var breaks = new ArrayList<String>();
    results.forEach(result -> breaks.addAll(result.breaks()));
    if (acknowledged.unanswered().get() > 0) {
      breaks.add(acknowledged.unanswered() + " requests had no answer within " + PATIENCE);
    }
    return new Outcome(
        victim,
        acknowledged.orders().size(),
        acknowledged.cancels().size(),
        results.stream().mapToInt(AccountCheck.Result::fills).sum(),
        (System.nanoTime() - startedAtNanos) / 1_000_000,
        List.copyOf(breaks));
  }

  private List<AccountCheck> openAccounts() {
    var accounts = new ArrayList<AccountCheck>();
    for (var number = 0; number < ACCOUNTS; number++) {
      accounts.add(AccountCheck.open(login(number), lastSeqs[number]));
    }
    return accounts;
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

  private List<AccountCheck.Result> check(List<AccountCheck> accounts) {
    var results = new ArrayList<AccountCheck.Result>();
    for (var number = 0; number < ACCOUNTS; number++) {
      var trader = login(number);
      endOrders(trader, prefix(number));
      var result = accounts.get(number).check(trader, acknowledged, prefix(number));
      lastSeqs[number] = result.lastSeq();
      results.add(result);
    }
    return results;
  }

  /** Cancels what lives and waits until nothing does; what never ends, the check tells. */
  private void endOrders(Trader trader, String mine) {
    for (var order : living(trader)) {
      var orderId = order.getString("orderId");
      var answer = trader.cancel(orderId);
      if (answer.status() == 202) {
        acknowledged.cancels().add(orderId);
      }
    }
    try {
      Await.until("orders end", PATIENCE, () -> living(trader).isEmpty());
    } catch (AssertionError neverEnded) {
      System.out.println(mine + ": " + neverEnded.getMessage());
    }
  }

  private static List<JsonObject> living(Trader trader) {
    return trader.orders().stream().filter(order -> !Orders.isTerminal(order)).toList();
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
