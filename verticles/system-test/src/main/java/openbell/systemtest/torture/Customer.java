package openbell.systemtest.torture;

import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import openbell.systemtest.Orders;
import openbell.systemtest.Trader;
import openbell.systemtest.Trader.Answer;

/**
 * One client who places, modifies and cancels at random, one request at a time, and as a client
 * should repeats what had no definite answer, with the same key. Between two requests it thinks, so
 * that the load is that of its number and not whatever fills the processors: what was killed needs
 * one to start on. Used by one thread.
 */
final class Customer {
  private static final int MOST_LIVING = 20;
  private static final Set<Integer> MODIFY_REFUSED = Set.of(409, 412, 422);

  /** The longest thought; with the mean of half of it 15 customers make some 100 requests/s. */
  private static final long THINKS_WITHIN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Trader trader;
  private final Random random;
  private final String name;
  private final Map<String, BigDecimal> prices;
  private final List<String> symbols;
  private final Acknowledged acknowledged;
  private final BooleanSupplier outOfPatience;
  private final List<String> living = new ArrayList<>();
  private int orders;

  /**
   * Makes a customer.
   *
   * @param name begins each clientOrderId
   * @param prices a recent price of each symbol that it trades
   * @param outOfPatience whether a request is not to be repeated any more
   */
  Customer(
      Trader trader,
      Random random,
      String name,
      Map<String, BigDecimal> prices,
      Acknowledged acknowledged,
      BooleanSupplier outOfPatience) {
    this.trader = trader;
    this.random = random;
    this.name = name;
    this.prices = prices;
    this.symbols = prices.keySet().stream().sorted().toList();
    this.acknowledged = acknowledged;
    this.outOfPatience = outOfPatience;
  }

  /** One request, repeated until it is answered. */
  void act() {
    if (!living.isEmpty() && (living.size() >= MOST_LIVING || random.nextInt(4) == 0)) {
      cancel(living.remove(random.nextInt(living.size())));
    } else if (!living.isEmpty() && random.nextInt(5) == 0) {
      modify(living.get(random.nextInt(living.size())));
    } else {
      place(randomOrder());
    }
  }

  /** As long as the seed says. */
  void think() {
    LockSupport.parkNanos(random.nextLong(THINKS_WITHIN_NANOS));
  }

  private void place(JsonObject order) {
    var clientOrderId = name + "-" + orders++;
    var key = UUID.randomUUID().toString();
    var body = order.put("clientOrderId", clientOrderId);
    var answer = untilAnswered(() -> trader.placeOnce(body, key));
    if (answer != null && answer.status() == 202) {
      var orderId = answer.body().getString("orderId");
      acknowledged.orders().put(clientOrderId, orderId);
      living.add(orderId);
    }
  }

  private void cancel(String orderId) {
    var answer = untilAnswered(() -> trader.cancel(orderId));
    if (answer == null) {
      return;
    }
    switch (answer.status()) {
      case 202 -> acknowledged.cancels().add(orderId);
      case 409 -> {}
      default -> throw new IllegalStateException("cancel of " + orderId + ": " + answer);
    }
  }

  /** Its outcome is the venue's; whatever it is, quantities, money and events must agree. */
  private void modify(String orderId) {
    var seen = untilAnswered(() -> trader.get("/orders/" + orderId));
    if (seen == null || Orders.isTerminal(seen.body())) {
      living.remove(orderId);
      return;
    }
    var change = new JsonObject().put("quantity", String.valueOf(1 + random.nextInt(8)));
    var answer =
        untilAnswered(() -> trader.modify(orderId, seen.body().getInteger("version"), change));
    if (answer != null && answer.status() >= 400 && !MODIFY_REFUSED.contains(answer.status())) {
      throw new IllegalStateException("modify of " + orderId + ": " + answer);
    }
  }

  private JsonObject randomOrder() {
    var symbol = symbols.get(random.nextInt(symbols.size()));
    var side = random.nextBoolean() ? "BUY" : "SELL";
    var quantity = 1 + random.nextInt(5);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> Orders.market(side, symbol, quantity);
      case 3 ->
          Orders.limit(side, symbol, quantity, price(symbol))
              .put("validity", random.nextBoolean() ? "IOC" : "FOK");
      case 4 -> stop(side, symbol, quantity);
      case 5 -> Orders.limit(side, symbol, quantity, price(symbol)).put("validity", "GTC");
      default -> Orders.limit(side, symbol, quantity, price(symbol));
    };
  }

  /** Half a per cent away on the side on which a stop waits; some trigger while they live. */
  private JsonObject stop(String side, String symbol, int quantity) {
    var factor = new BigDecimal(side.equals("BUY") ? "1.005" : "0.995");
    var rounding = side.equals("BUY") ? RoundingMode.UP : RoundingMode.DOWN;
    var trigger = prices.get(symbol).multiply(factor).setScale(0, rounding).toPlainString();
    return Orders.limit(side, symbol, quantity, trigger)
        .put("type", "STOP_LIMIT")
        .put("triggerPrice", trigger);
  }

  /** Within one per cent of the last one, on any tick: whole units are. */
  private String price(String symbol) {
    var factor = new BigDecimal(990 + random.nextInt(21)).movePointLeft(3);
    return prices
        .get(symbol)
        .multiply(factor)
        .setScale(0, RoundingMode.HALF_UP)
        .max(BigDecimal.ONE)
        .toPlainString();
  }

  /** The definite answer; null where patience ended before there was one. */
  private Answer untilAnswered(Supplier<Answer> request) {
    while (!outOfPatience.getAsBoolean()) {
      var answer = once(request);
      if (answer != null && isDefinite(answer)) {
        return answer;
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
    acknowledged.unanswered().incrementAndGet();
    return null;
  }

  private static Answer once(Supplier<Answer> request) {
    try {
      return request.get();
    } catch (UncheckedIOException unknown) {
      return null;
    }
  }

  private static boolean isDefinite(Answer answer) {
    return answer.status() < 500
        && answer.status() != 429
        && !"idempotency.in_progress".equals(answer.body().getString("code"));
  }
}
