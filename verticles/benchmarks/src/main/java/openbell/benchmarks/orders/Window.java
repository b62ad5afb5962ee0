package openbell.benchmarks.orders;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import openbell.benchmarks.orders.Requests.Reply;

/**
 * Orders and reads at intended rates for some seconds, whether or not they are answered; then the
 * wait for the end of every order that was. Used once, on the load's event loop.
 */
final class Window {
  private static final long TICK_MS = 1;
  private static final long LOOK_MS = 20;
  private static final long PATIENCE_MICROS = TimeUnit.SECONDS.toMicros(15);
  private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

  private final Vertx vertx;
  private final Requests requests;
  private final OrderLog orders;
  private final List<Customer> customers;
  private final RandomGenerator random;
  private final Rates rates;
  private final Promise<JsonObject> done = Promise.promise();
  private final Latencies reads = new Latencies();
  private final Map<String, Integer> failures = new HashMap<>();
  private final long startedAt = OrderLog.nowMicros();
  private long endedAt;
  private long placed;
  private long asked;
  private long inFlight;

  /** What is intended. */
  record Rates(int ordersPerSecond, int readsPerSecond, int seconds) {}

  Window(
      Vertx vertx,
      Requests requests,
      OrderLog orders,
      List<Customer> customers,
      RandomGenerator random,
      Rates rates) {
    this.vertx = vertx;
    this.requests = requests;
    this.orders = orders;
    this.customers = customers;
    this.random = random;
    this.rates = rates;
  }

  /** Counts, the latencies of reads, and what failed, by status; stages are the order log's. */
  Future<JsonObject> run() {
    orders.clear();
    vertx.setPeriodic(TICK_MS, this::tick);
    return done.future();
  }

  private void tick(long timer) {
    var now = OrderLog.nowMicros();
    var end = startedAt + rates.seconds() * SECOND;
    for (var at = intended(placed, rates.ordersPerSecond()); at <= now && at < end; ) {
      place(at);
      at = intended(placed, rates.ordersPerSecond());
    }
    for (var at = intended(asked, rates.readsPerSecond()); at <= now && at < end; ) {
      read(at);
      at = intended(asked, rates.readsPerSecond());
    }
    if (now >= end) {
      vertx.cancelTimer(timer);
      endedAt = now;
      awaitEnds();
    }
  }

  private long intended(long number, int perSecond) {
    return startedAt + number * SECOND / perSecond;
  }

  private void place(long intendedAt) {
    placed++;
    inFlight++;
    var customer = customer();
    var symbol = customer.symbols().get(random.nextInt(customer.symbols().size()));
    requests
        .place(customer, symbol, random.nextBoolean() ? "BUY" : "SELL")
        .onComplete(
            reply -> {
              inFlight--;
              if (isGood("order", reply, 202)) {
                orders.answered(
                    reply.result().body().toJsonObject(), intendedAt, OrderLog.nowMicros());
              }
            });
  }

  private void read(long intendedAt) {
    inFlight++;
    requests
        .read(customer(), (int) asked)
        .onComplete(
            reply -> {
              inFlight--;
              if (isGood("read", reply, 200)) {
                reads.add(OrderLog.nowMicros() - intendedAt);
              }
            });
    asked++;
  }

  private Customer customer() {
    return customers.get(random.nextInt(customers.size()));
  }

  private boolean isGood(String what, AsyncResult<Reply> reply, int wanted) {
    if (reply.succeeded() && reply.result().status() == wanted) {
      return true;
    }
    var how = reply.succeeded() ? code(reply.result()) : reply.cause().toString();
    failures.merge(what + " " + how, 1, Integer::sum);
    return false;
  }

  private static String code(Reply reply) {
    return reply.status() + " " + reply.body().toJsonObject().getString("code", "");
  }

  private void awaitEnds() {
    var isOver = inFlight == 0 && orders.open() == 0;
    if (isOver || OrderLog.nowMicros() - endedAt > PATIENCE_MICROS) {
      done.complete(toJson());
    } else {
      vertx.setTimer(LOOK_MS, waited -> awaitEnds());
    }
  }

  private JsonObject toJson() {
    var failed = new JsonObject();
    failures.forEach(failed::put);
    return new JsonObject()
        .put("seconds", (endedAt - startedAt) / 1e6)
        .put("placed", placed)
        .put("unanswered", inFlight)
        .put("unended", orders.open())
        .put("failures", failed)
        .put("reads", reads.toJson());
  }
}
