package openbell.benchmarks.orders;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import openbell.benchmarks.ParentLines;
import openbell.benchmarks.ProcessUse;
import openbell.benchmarks.ingest.TopicReader;
import openbell.model.Topics;
import openbell.runtime.Endpoints;
import openbell.wire.venue.ExecutionReport;

/**
 * The load generator's process: customers, their sockets and requests, on one event loop. Told
 * {@code run ORDERS READS SECONDS} (rates a second) it answers what came of it, told {@code settle
 * SECONDS} it waits, at most that long, until nothing is open, told {@code analyze} it has the
 * database look at its tables.
 */
public final class OrdersLoad {
  private static final long LOOK_MS = 20;

  /**
   * Native: Java's own selector spins while a timer is due within a millisecond, as one always is.
   */
  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));

  private final Random random = new Random(1);
  private final OrderLog orders = new OrderLog();
  private final Endpoints endpoints;
  private final Customers bank;
  private final Requests requests;
  private final Sockets sockets;
  private List<Customer> customers = List.of();

  private OrdersLoad(Endpoints endpoints, int port) throws SQLException {
    this.endpoints = endpoints;
    this.bank = new Customers(endpoints.postgres());
    this.requests = new Requests(vertx, port);
    this.sockets = new Sockets(vertx, port, orders);
  }

  /** Arguments: the file of the endpoints, the port of REST and streams, customers, quotes/s. */
  public static void main(String[] args) throws SQLException {
    ParentLines.endWithMain();
    var load = new OrdersLoad(Endpoints.read(Path.of(args[0])), Integer.parseInt(args[1]));
    load.open(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    System.out.println("ready");
    ParentLines.serve(load::answer);
  }

  private void open(int count, int quotesPerSecond) throws SQLException {
    onLoop(requests::keys);
    customers = bank.open(count);
    onLoop(() -> sockets.open(customers, quotesPerSecond));
  }

  private String answer(String line) {
    var words = List.of(line.split(" ", -1));
    return switch (words.getFirst()) {
      case "run" ->
          run(new Window.Rates(
                  Integer.parseInt(words.get(1)),
                  Integer.parseInt(words.get(2)),
                  Integer.parseInt(words.get(3))))
              .encode();
      case "settle" -> settle(Integer.parseInt(words.get(1))).encode();
      case "analyze" -> analyze();
      default -> throw new IllegalArgumentException(line);
    };
  }

  /**
   * Waits for what earlier runs left: how long, and what is left even so. Their garbage goes too: a
   * collection of thousands of sockets would stop the clock of the next run for a tenth of a
   * second.
   */
  private JsonObject settle(int atMostSeconds) {
    var startedAt = System.nanoTime();
    var until = startedAt + TimeUnit.SECONDS.toNanos(atMostSeconds);
    long left =
        onLoop(
            () -> {
              var settled = Promise.<Long>promise();
              vertx.setPeriodic(LOOK_MS, timer -> look(timer, until, settled));
              return settled.future();
            });
    System.gc();
    return new JsonObject()
        .put("waitedSeconds", (System.nanoTime() - startedAt) / 1e9)
        .put("left", left);
  }

  private void look(long timer, long until, Promise<Long> settled) {
    var left = requests.unanswered() + orders.open();
    if (left == 0 || System.nanoTime() - until > 0) {
      vertx.cancelTimer(timer);
      settled.complete(left);
    }
  }

  private String analyze() {
    try {
      bank.analyze();
      return "analyzed";
    } catch (SQLException failure) {
      throw new IllegalStateException("the tables could not be looked at", failure);
    }
  }

  private JsonObject run(Window.Rates rates) {
    var self = ProcessHandle.current().pid();
    var cpu = ProcessUse.cpuSeconds(self);
    var quotes = sockets.quotes();
    var startedAt = System.nanoTime();
    var result = onLoop(() -> new Window(vertx, requests, orders, customers, random, rates).run());
    var elapsed = (System.nanoTime() - startedAt) / 1e9;
    result
        .put("quotesPerSecond", (sockets.quotes() - quotes) / elapsed)
        .put("loadCores", (ProcessUse.cpuSeconds(self) - cpu) / elapsed);
    var reports = reports();
    return onLoop(() -> Future.succeededFuture(withStages(result, reports)));
  }

  private JsonObject withStages(JsonObject result, List<ExecutionReport> reports) {
    reports.forEach(orders::reported);
    var accepted = orders.answered();
    var stages = new JsonObject();
    for (var stage : Stage.values()) {
      var latencies = new Latencies();
      accepted.stream()
          .filter(stage::isPassed)
          .forEach(order -> latencies.add(stage.micros(order)));
      stages.put(stage.name(), latencies.toJson());
    }
    return result
        .put("accepted", accepted.size())
        .put("filled", accepted.stream().filter(order -> order.has(Moment.SEEN)).count())
        .put("stages", stages);
  }

  /** What the venue has said of new orders, with its own stamps. */
  private List<ExecutionReport> reports() {
    var reports = new ArrayList<ExecutionReport>();
    try (var topics = new TopicReader(endpoints.kafka().bootstrap())) {
      topics.read(
          Topics.VENUE_EXECUTION_REPORTS,
          TopicReader.ALL,
          ExecutionReport.parser(),
          report -> {
            if (report.getCmdNo() == 0) {
              reports.add(report);
            }
          });
    }
    return reports;
  }

  private <T> T onLoop(Callable<Future<T>> work) {
    return Future.<T>future(
            done ->
                vertx.runOnContext(
                    now -> {
                      try {
                        work.call().onComplete(done);
                      } catch (Exception failure) {
                        done.fail(failure);
                      }
                    }))
        .await();
  }
}
