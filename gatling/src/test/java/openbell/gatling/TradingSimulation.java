package openbell.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Demo traders at work: log in, watch a quote on a socket, and each second poll it, buy one share
 * at the last price and list the orders. Run against a platform with the demo profile; five traders
 * at this pace stay within the default rate policy. Fails on the first request that fails.
 */
public final class TradingSimulation extends Simulation {
  private static final String URL = System.getProperty("openbell.url", "http://localhost:8080");
  private static final int TRADERS = Integer.getInteger("openbell.traders", 5);
  private static final Duration LENGTH =
      Duration.ofSeconds(Integer.getInteger("openbell.seconds", 30));
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private static final List<String> SYMBOLS =
      List.of("XNSE:RELIANCE", "XNSE:TCS", "XNSE:INFY", "XNAS:AAPL", "XNAS:MSFT");

  /** The five demo log-ins, each with a symbol of its own. */
  private static final List<Map<String, Object>> LOG_INS =
      IntStream.range(0, SYMBOLS.size())
          .<Map<String, Object>>mapToObj(
              i -> Map.of("email", "trader" + (i + 1) + "@openbell.test", "symbol", SYMBOLS.get(i)))
          .toList();

  private static final ChainBuilder LOG_IN =
      exec(
          http("log in")
              .post("/api/v1/auth/login")
              .body(StringBody("{\"email\":\"#{email}\",\"password\":\"openbell-demo\"}"))
              .check(status().is(200), jsonPath("$.accessToken").saveAs("token")));

  private static final ChainBuilder WATCH =
      exec(ws("open stream").connect("/ws/v1"))
          .exec(
              ws("subscribe")
                  .sendText("{\"action\":\"subscribe\",\"symbols\":[\"#{symbol}\"]}")
                  .await(ANSWER)
                  .on(
                      ws.checkTextMessage("snapshot")
                          .matching(jsonPath("$.type").is("snapshot"))
                          .check(jsonPath("$.d[0].s").isEL("#{symbol}"))));

  private static final ChainBuilder POLL_QUOTE =
      exec(
          http("poll quote")
              .get("/api/v1/quotes")
              .queryParam("symbols", "#{symbol}")
              .header("Authorization", "Bearer #{token}")
              .check(status().is(200), jsonPath("$..ltp").saveAs("price")));

  private static final ChainBuilder BUY =
      exec(session -> session.set("key", UUID.randomUUID().toString()))
          .exec(
              http("place order")
                  .post("/api/v1/orders")
                  .header("Authorization", "Bearer #{token}")
                  .header("Idempotency-Key", "#{key}")
                  .body(
                      StringBody(
                          """
                          {"symbol":"#{symbol}","side":"BUY","type":"LIMIT",\
                          "quantity":"1","price":"#{price}"}\
                          """))
                  .check(status().is(202), jsonPath("$.orderId").exists()));

  private static final ChainBuilder LIST_ORDERS =
      exec(
          http("list orders")
              .get("/api/v1/orders")
              .queryParam("limit", "20")
              .header("Authorization", "Bearer #{token}")
              .check(status().is(200), jsonPath("$.orders[0].orderId").exists()));

  /** Describes the run; Gatling starts it. */
  public TradingSimulation() {
    var trading =
        scenario("trading")
            .feed(listFeeder(LOG_INS).circular())
            .exec(LOG_IN, WATCH)
            .during(LENGTH)
            .on(exec(POLL_QUOTE, BUY, LIST_ORDERS).pause(Duration.ofSeconds(1)))
            .exec(ws("close stream").close());
    setUp(trading.injectOpen(rampUsers(TRADERS).during(Duration.ofSeconds(TRADERS))))
        .protocols(
            http.baseUrl(URL)
                .wsBaseUrl(URL.replaceFirst("^http", "ws"))
                .contentTypeHeader("application/json")
                .acceptHeader("application/json"))
        .assertions(global().failedRequests().count().is(0L));
  }
}
