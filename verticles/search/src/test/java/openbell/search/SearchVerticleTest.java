package openbell.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.List;
import java.util.Map;
import openbell.model.Addresses;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.Fault;
import openbell.runtime.Node;
import openbell.wire.reference.Instrument;
import openbell.wire.search.SearchReply;
import openbell.wire.search.SearchRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The verticle on a local bus; its stores are away, which search does not need. */
@ExtendWith(VertxExtension.class)
class SearchVerticleTest {
  private static final Endpoints NOWHERE =
      new Endpoints(
          new Endpoints.Postgres("127.0.0.1", 1, "openbell", "openbell", "none"),
          new Endpoints.Redis("127.0.0.1", 1, ""),
          new Endpoints.Kafka("127.0.0.1:1"));

  @Test
  void findsWhatTheDirectoryHoldsAndWhatItLearnsLater(Vertx vertx, VertxTestContext ctx) {
    var node = node(vertx);
    node.instruments().put(DemoListings.all());

    vertx
        .deployVerticle(new SearchVerticle(node))
        .compose(deployed -> until(node, "m&m", "XNSE:M&M"))
        .onSuccess(
            found ->
                node.instruments()
                    .put(List.of(DemoListings.listing("XNSE:LENSKART", "Lenskart Solutions", ""))))
        .compose(found -> until(node, "lenskart", "XNSE:LENSKART"))
        .onSuccess(
            found -> ctx.verify(() -> assertThat(node.health().isUp("search-index")).isTrue()))
        .onComplete(ctx.succeedingThenComplete());
  }

  @Test
  void isNotReadyBeforeItsFirstInstruments(Vertx vertx, VertxTestContext ctx) {
    var node = node(vertx);

    vertx
        .deployVerticle(new SearchVerticle(node))
        .compose(deployed -> search(node, "tata", 5))
        .onSuccess(
            reply ->
                ctx.verify(
                    () -> {
                      assertThat(reply).isEqualTo(SearchReply.getDefaultInstance());
                      assertThat(node.health().isReady()).isFalse();
                    }))
        .onComplete(ctx.succeedingThenComplete());
  }

  @Test
  void refusesWhatIsNoSearch(Vertx vertx, VertxTestContext ctx) {
    var node = node(vertx);

    vertx
        .deployVerticle(new SearchVerticle(node))
        .compose(
            deployed ->
                Future.all(
                    search(node, "x".repeat(65), 5), search(node, "", 5), search(node, "tata", 51)))
        .onSuccess(
            replies ->
                ctx.verify(
                    () ->
                        assertThat(replies.<SearchReply>list())
                            .extracting(reply -> reply.getRefusal().getCode())
                            .containsExactly(
                                "request.query_too_long",
                                "request.query_missing",
                                "request.limit_out_of_range")))
        .onComplete(ctx.succeedingThenComplete());
  }

  @Test
  void moreThanItsBoundAreTurnedAwayAtOnce(Vertx vertx, VertxTestContext ctx) {
    var node = node(vertx, "search.maxInFlight", "0");

    vertx
        .deployVerticle(new SearchVerticle(node))
        .compose(deployed -> search(node, "tata", 5))
        .onComplete(
            ctx.failing(
                failure ->
                    ctx.verify(
                        () -> {
                          assertThat(failure).isInstanceOf(Fault.class);
                          var fault = (Fault) failure;
                          assertThat(fault.code()).isEqualTo("system.overloaded");
                          assertThat(fault.retryable()).isTrue();
                          assertThat(fault.outcomeKnown()).isTrue();
                          ctx.completeNow();
                        })));
  }

  @Test
  void stopsServingWhenUndeployed(Vertx vertx, VertxTestContext ctx) {
    var node = node(vertx);

    vertx
        .deployVerticle(new SearchVerticle(node))
        .compose(vertx::undeploy)
        .compose(undeployed -> search(node, "tata", 5))
        .onComplete(
            ctx.failing(
                failure ->
                    ctx.verify(
                        () -> {
                          assertThat(((Fault) failure).code()).isEqualTo("system.unavailable");
                          ctx.completeNow();
                        })));
  }

  /** Asks again until the best match is the one awaited: indexing is beside the bus. */
  private static Future<SearchReply> until(Node node, String query, String symbol) {
    return search(node, query, 5)
        .compose(
            reply ->
                reply.getInstrumentsList().stream()
                        .map(Instrument::getSymbol)
                        .limit(1)
                        .anyMatch(symbol::equals)
                    ? Future.succeededFuture(reply)
                    : until(node, query, symbol));
  }

  private static Future<SearchReply> search(Node node, String query, int limit) {
    return node.bus()
        .request(
            Addresses.SEARCH_INSTRUMENTS,
            SearchRequest.newBuilder().setQuery(query).setLimit(limit).build());
  }

  private static Node node(Vertx vertx, String... setting) {
    var config = Config.load("demo", null, Map.of(), List.of());
    return Node.on(
        vertx, setting.length == 0 ? config : config.with(setting[0], setting[1]), NOWHERE);
  }
}
