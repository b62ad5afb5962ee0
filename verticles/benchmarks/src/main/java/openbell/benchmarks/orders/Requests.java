package openbell.benchmarks.orders;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The REST requests of customers, over connections that stay open. On the load's event loop. */
final class Requests {
  private static final int CONNECTIONS = 128;
  private static final String BASE = "/api/v1";

  /** What a terminal asks for, in turns. */
  private static final List<String> READS =
      List.of("/quotes?symbols=%s", "/orders?limit=20", "/portfolio", "/funds");

  private final HttpClientAgent client;
  private final int port;
  private long unanswered;

  /** An answer's status and body. */
  record Reply(int status, Buffer body) {}

  Requests(Vertx vertx, int port) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true).setTcpNoDelay(true),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.port = port;
  }

  /** How many were sent, or wait for a connection, and have no answer yet. */
  long unanswered() {
    return unanswered;
  }

  /** The public keys of tokens: whoever asks first makes the gateway make them. */
  Future<Reply> keys() {
    return send(
        HttpMethod.GET, "/.well-known/jwks.json", request -> reply(request, Buffer.buffer()));
  }

  /** A market order for one share, with a key of its own. */
  Future<Reply> place(Customer customer, String symbol, String side) {
    var order =
        new JsonObject()
            .put("symbol", symbol)
            .put("side", side)
            .put("type", "MARKET")
            .put("quantity", "1");
    return send(
        HttpMethod.POST,
        BASE + "/orders",
        request ->
            reply(
                authorized(request, customer)
                    .putHeader("content-type", "application/json")
                    .putHeader("idempotency-key", UUID.randomUUID().toString()),
                order.toBuffer()));
  }

  /** One of the reads. */
  Future<Reply> read(Customer customer, int number) {
    var symbol = URLEncoder.encode(customer.symbols().getFirst(), StandardCharsets.UTF_8);
    var path = READS.get(number % READS.size()).formatted(symbol);
    return send(
        HttpMethod.GET,
        BASE + path,
        request -> reply(authorized(request, customer), Buffer.buffer()));
  }

  private Future<Reply> send(
      HttpMethod method, String path, Function<HttpClientRequest, Future<Reply>> exchange) {
    unanswered++;
    return client
        .request(method, port, "127.0.0.1", path)
        .compose(exchange)
        .onComplete(answered -> unanswered--);
  }

  private static HttpClientRequest authorized(HttpClientRequest request, Customer customer) {
    return request.putHeader("authorization", "Bearer " + customer.token());
  }

  private static Future<Reply> reply(HttpClientRequest request, Buffer body) {
    return request
        .send(body)
        .compose(
            response ->
                response.body().map(received -> new Reply(response.statusCode(), received)));
  }
}
