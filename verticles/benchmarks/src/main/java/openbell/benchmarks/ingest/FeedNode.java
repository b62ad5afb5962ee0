package openbell.benchmarks.ingest;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import openbell.benchmarks.ParentLines;
import openbell.benchmarks.ProcessUse;
import openbell.feedhandler.FeedHandlerVerticle;
import openbell.model.Topics;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.KafkaTopics;
import openbell.runtime.Migrations;
import openbell.runtime.Node;

/**
 * The process under test: one node with the feed handler, wired as the platform does, and its quote
 * board. Told {@code run RATE SECONDS} it answers what that cost and how old quotes were; told
 * {@code check}, what was lost so far.
 */
public final class FeedNode {
  private static final int AT_ONCE = 1_000;

  private final Node node;
  private final LoadMarket market = new LoadMarket();
  private final VenueLoad load;
  private final Ages ages = new Ages();

  private FeedNode(Node node) {
    this.node = node;
    this.load = new VenueLoad(node.bus(), market, this::taken);
  }

  /** Argument: the file of the endpoints. */
  public static void main(String[] args) {
    ParentLines.endWithMain();
    var config =
        Config.load("demo", null, Map.of(), List.of("venue.partitions=" + LoadMarket.PARTITIONS));
    var endpoints = Endpoints.read(Path.of(args[0]));
    Migrations.run(endpoints.postgres(), "runtime");
    KafkaTopics.ensure(endpoints.kafka(), config);
    var feedNode = new FeedNode(Node.start(config, endpoints).await());
    feedNode.start();
    System.out.println("ready");
    ParentLines.serve(feedNode::answer);
  }

  private void start() {
    list();
    load.serve().await();
    node.follow();
    node.quotes().listen(ages::heard);
    var _ = node.vertx().deployVerticle(new FeedHandlerVerticle(node)).await();
    while (node.quotes().all().stream().filter(quote -> !quote.getStale()).count()
        < LoadMarket.SYMBOLS) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private void list() {
    var listings = LoadMarket.listings();
    for (var from = 0; from < listings.size(); from += AT_ONCE) {
      Future.all(
              listings.subList(from, from + AT_ONCE).stream()
                  .map(
                      listing ->
                          node.facts()
                              .send(
                                  Topics.REFERENCE_INSTRUMENTS,
                                  0,
                                  listing.getSymbol(),
                                  listing.toByteArray()))
                  .toList())
          .await();
    }
  }

  private String answer(String line) {
    var words = List.of(line.split(" ", -1));
    return switch (words.getFirst()) {
      case "run" -> run(Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2))).encode();
      case "check" -> new LossCheck(node, market).run().encode();
      default -> throw new IllegalArgumentException(line);
    };
  }

  private JsonObject run(int rate, int seconds) {
    var self = ProcessHandle.current().pid();
    var threads = new ThreadUse();
    var cpu = ProcessUse.cpuSeconds(self);
    var from = System.nanoTime();
    var collectMs = collectMs();
    ages.begin();
    load.run(rate, seconds);
    var elapsed = (System.nanoTime() - from) / 1e9;
    return ages.toJson()
        .put("updatesPerSecond", (long) rate * seconds / elapsed)
        .put("cores", (ProcessUse.cpuSeconds(self) - cpu) / elapsed)
        .put("collecting", (collectMs() - collectMs) / 1e3 / elapsed)
        .put("loadCores", threads.seconds(Thread.currentThread().getName()) / elapsed)
        .put("threads", threads.seconds())
        .put("counters", counters());
  }

  private long taken() {
    return sum("openbell_feed_updates") + sum("openbell_feed_rejected_updates");
  }

  private long sum(String counter) {
    return (long)
        node.metrics().find(counter).counters().stream().mapToDouble(Counter::count).sum();
  }

  /** What the feed handler says of itself: rejections by reason, drops and failures by sink. */
  private JsonObject counters() {
    var counters = new JsonObject();
    for (var meter : node.metrics().getMeters()) {
      if (meter.getId().getName().startsWith("openbell_feed")
          && meter instanceof Counter counter
          && counter.count() > 0) {
        counters.put(meter.getId().getName() + meter.getId().getTags(), counter.count());
      }
    }
    return counters;
  }

  private static long collectMs() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(collector -> collector.getCollectionTime())
        .sum();
  }
}
