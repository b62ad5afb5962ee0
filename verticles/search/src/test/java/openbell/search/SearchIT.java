package openbell.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import openbell.embedded.EmbeddedStores;
import openbell.model.Addresses;
import openbell.model.Topics;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.KafkaTopics;
import openbell.runtime.Node;
import openbell.wire.reference.Instrument;
import openbell.wire.search.SearchReply;
import openbell.wire.search.SearchRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a record in real Kafka to an answer on the bus. */
@Timeout(60)
class SearchIT {
  private static final Config CONFIG = Config.load("demo", null, Map.of(), List.of());

  private static Node node;

  @BeforeAll
  static void start() throws Exception {
    var endpoints = endpoints();
    KafkaTopics.ensure(endpoints.kafka(), CONFIG);
    node = await(Node.start(CONFIG, endpoints));
    await(publish(DemoListings.all()));
    node.follow();
    await(node.vertx().deployVerticle(new SearchVerticle(node)));
    await(node.instruments().loaded());
  }

  @AfterAll
  static void stop() throws Exception {
    await(node.close());
  }

  @Test
  void findsWhatWasPublishedBeforeTheStart() throws Exception {
    assertThat(await(until("bajaj auto", "XNSE:BAJAJ-AUTO")).getInstruments(0).getName())
        .isEqualTo("Bajaj Auto Limited");
  }

  @Test
  void findsANewListingAndANewNameWithoutARestart() throws Exception {
    await(publish(List.of(DemoListings.listing("XNSE:SWIGGY", "Bundl Technologies", ""))));
    await(until("bundl", "XNSE:SWIGGY"));

    await(publish(List.of(DemoListings.listing("XNSE:SWIGGY", "Swiggy Limited", ""))));
    await(until("limited swiggy", "XNSE:SWIGGY"));

    assertThat(await(search("bundl"))).isEqualTo(SearchReply.getDefaultInstance());
  }

  private static Future<Void> publish(List<Instrument> instruments) {
    return Future.all(
            instruments.stream()
                .map(
                    each ->
                        node.facts()
                            .send(
                                Topics.REFERENCE_INSTRUMENTS,
                                0,
                                each.getSymbol(),
                                each.toByteArray()))
                .toList())
        .mapEmpty();
  }

  /** Asks again until the best match is the one awaited: Kafka and the index are beside the bus. */
  private static Future<SearchReply> until(String query, String symbol) {
    return search(query)
        .compose(
            reply ->
                reply.getInstrumentsCount() > 0
                        && reply.getInstruments(0).getSymbol().equals(symbol)
                    ? Future.succeededFuture(reply)
                    : until(query, symbol));
  }

  private static Future<SearchReply> search(String query) {
    return node.bus()
        .request(
            Addresses.SEARCH_INSTRUMENTS,
            SearchRequest.newBuilder().setQuery(query).setLimit(5).build());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static Endpoints endpoints() {
    var stores = EmbeddedStores.forTests().endpoints();
    var postgres = stores.postgres();
    var redis = stores.redis();
    return new Endpoints(
        new Endpoints.Postgres(
            postgres.host(),
            postgres.port(),
            postgres.database(),
            postgres.user(),
            postgres.password()),
        new Endpoints.Redis(redis.host(), redis.port(), redis.password()),
        new Endpoints.Kafka(stores.kafka().bootstrap()));
  }
}
