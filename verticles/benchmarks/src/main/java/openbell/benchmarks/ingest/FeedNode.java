package openbell.benchmarks.ingest;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import openbell.benchmarks.ParentLines;
import openbell.feedhandler.FeedHandlerVerticle;
import openbell.model.Topics;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.KafkaTopics;
import openbell.runtime.Migrations;
import openbell.runtime.Node;

/**
 * The process under test: one node with the feed handler, wired as the platform does, and its quote
 * board. Told {@code begin} and {@code end} it answers what the time between cost and how old
 * quotes were; told {@code check MESSAGES}, what was lost of all that its feed has sent. The feed
 * of the session simulator is in this process: it runs when told {@code run RATE SECONDS}.
 */
public final class FeedNode {
  private static final int AT_ONCE = 1_000;

  private final Node node;
  private final boolean isItch;
  private final VenueLoad venue;
  private final Ages ages = new Ages();
  private Optional<LoadMarket<ItchBook>> itch = Optional.empty();
  private long itchMessages;
  private Spent spent = Spent.now();

  private FeedNode(Node node, boolean isItch) {
    this.node = node;
    this.isItch = isItch;
    this.venue = new VenueLoad(node.bus(), this::taken);
  }

  /** Arguments: the file of the endpoints; for the session itch the port of its feed. */
  public static void main(String[] args) {
    ParentLines.endWithMain();
    var settings = new ArrayList<>(List.of("venue.partitions=" + LoadMarket.PARTITIONS));
    var isItch = args.length > 1;
    if (isItch) {
      settings.add("feed.sessions=itch");
      settings.add("feed.itch.hosts=127.0.0.1:" + args[1]);
    }
    var config = Config.load("demo", null, Map.of(), settings);
    var endpoints = Endpoints.read(Path.of(args[0]));
    Migrations.run(endpoints.postgres(), "runtime");
    KafkaTopics.ensure(endpoints.kafka(), config);
    var feedNode = new FeedNode(Node.start(config, endpoints).await(), isItch);
    feedNode.start();
    System.out.println("ready");
    ParentLines.serve(feedNode::answer);
  }

  private void start() {
    list();
    venue.serve().await();
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
      case "begin" -> begin();
      case "run" ->
          venue.run(Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2))).encode();
      case "end" -> end().encode();
      case "check" -> check(Long.parseLong(words.get(1))).encode();
      default -> throw new IllegalArgumentException(line);
    };
  }

  private String begin() {
    ages.begin();
    spent = Spent.now();
    return "begun";
  }

  private JsonObject end() {
    return ages.toJson().mergeIn(spent.since()).put("counters", counters());
  }

  /** Of a feed elsewhere this process keeps a copy of the books, moved on by its messages. */
  private JsonObject check(long messages) {
    if (!isItch) {
      return new LossCheck(node, venue.books()).run();
    }
    var copy = itch.orElseGet(() -> new LoadMarket<>(ItchBook::new));
    itch = Optional.of(copy);
    for (; itchMessages < messages; itchMessages++) {
      copy.book(copy.next()).change(ItchFlow.SILENT);
    }
    return new LossCheck(node, copy.books()).run();
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
}
