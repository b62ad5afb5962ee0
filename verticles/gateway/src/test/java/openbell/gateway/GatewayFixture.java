package openbell.gateway;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import openbell.embedded.EmbeddedStores;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.HttpServerVerticle;
import openbell.runtime.KafkaTopics;
import openbell.runtime.Migrations;
import openbell.runtime.Node;

/**
 * A node with the gateway, its real HTTP server on a free port and real stores; the other modules
 * are fakes on the bus. Started once for all tests of the JVM.
 */
final class GatewayFixture {
  private static GatewayFixture shared;

  final Node node;
  final InMemoryOrders orders = new InMemoryOrders();
  final InMemoryTriggers triggers = new InMemoryTriggers();
  final InMemoryLedger ledger = new InMemoryLedger();
  final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private GatewayFixture() throws Exception {
    var endpoints = endpoints();
    var config = Config.load("demo", null, Map.of(), List.of("kafka.partitions=1"));
    Migrations.run(endpoints.postgres(), "runtime");
    Migrations.run(endpoints.postgres(), "gateway");
    KafkaTopics.ensure(endpoints.kafka(), config);
    node = Node.on(Vertx.vertx(), config, endpoints);
    node.follow();
    await(orders.serve(node.bus()));
    await(triggers.serve(node.bus()));
    await(ledger.serve(node.bus()));
    await(new InMemorySearch(node.instruments()).serve(node.bus()));
    await(node.vertx().deployVerticle(new GatewayVerticle(node)));
    var servers = new ArrayList<HttpServerVerticle>();
    var mounts = List.of(Gateway.mounts(node));
    await(
        node.vertx()
            .deployVerticle(
                () -> {
                  var server = new HttpServerVerticle(mounts, 0);
                  servers.add(server);
                  return server;
                },
                new DeploymentOptions().setInstances(1)));
    port = servers.getFirst().actualPort();
    await(node.instruments().loaded());
    until(() -> node.health().isUp("gateway.demo-users"));
  }

  static synchronized GatewayFixture shared() throws Exception {
    if (shared == null) {
      shared = new GatewayFixture();
    }
    return shared;
  }

  /** An access token of a demo user. */
  String token(String name) throws Exception {
    return login(name).getString("accessToken");
  }

  JsonObject login(String name) throws Exception {
    return json(
        post(
            "/api/v1/auth/login",
            "",
            "{\"email\":\"%s@openbell.test\",\"password\":\"openbell-demo\"}".formatted(name)));
  }

  HttpResponse<String> get(String path, String token) throws Exception {
    return send(request(path, token).GET());
  }

  HttpResponse<String> delete(String path, String token) throws Exception {
    return send(request(path, token).DELETE());
  }

  HttpResponse<String> post(String path, String token, String body, String... headers)
      throws Exception {
    var request = request(path, token).POST(BodyPublishers.ofString(body));
    request.setHeader("Content-Type", "application/json");
    for (var at = 0; at < headers.length; at += 2) {
      request.setHeader(headers[at], headers[at + 1]);
    }
    return send(request);
  }

  HttpRequest.Builder request(String path, String token) {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** The first column of the first row. */
  Object sql(String query, Object... parameters) throws Exception {
    return await(
        node.shards()
            .reference()
            .preparedQuery(query)
            .execute(Tuple.wrap(List.of(parameters)))
            .map(
                rows -> {
                  Row row = rows.iterator().next();
                  return row.getValue(0);
                }));
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** Asks each 20 ms, for 30 s at most. */
  void until(Supplier<Boolean> condition) throws Exception {
    for (var tries = 0; !condition.get(); tries++) {
      if (tries == 1_500) {
        throw new AssertionError("not within 30 s");
      }
      await(node.vertx().timer(20, TimeUnit.MILLISECONDS));
    }
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
