package openbell.benchmarks.orders;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A SockJS socket for each customer, which hears the account's events; some watch a quote too. On
 * the load's event loop.
 */
final class Sockets {
  /** Watched quotes change in every 100 ms window: ten a second each. */
  private static final int QUOTES_A_SECOND = 10;

  private static final int AT_ONCE = 32;

  /** Each pings once in 25 s, as many in each 25 ms: not all of them at once. */
  private static final long PING_TICK_MS = 25;

  private static final int PING_TICKS = 1_000;

  /** Words within a message within a SockJS frame: quotes and heartbeats are not parsed. */
  private static final String QUOTE = "\\\"address\\\":\\\"quotes.";

  private static final String ACCOUNT = "\\\"address\\\":\\\"account.";
  private static final String ERROR = "\\\"type\\\":\\\"err\\\"";

  private static final String PING = frame(new JsonObject().put("type", "ping"));

  private final Vertx vertx;
  private final WebSocketClient client;
  private final int port;
  private final OrderLog orders;
  private final List<WebSocket> open = new ArrayList<>();
  private long quotes;
  private int watching;
  private int pingTick;

  /**
   * None yet.
   *
   * @param orders is told every event
   */
  Sockets(Vertx vertx, int port, OrderLog orders) {
    this.vertx = vertx;
    this.client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions().setMaxConnections(100_000).setTcpNoDelay(true));
    this.port = port;
    this.orders = orders;
  }

  /** Opens one for each customer; as many watch a quote as make so many quotes a second. */
  Future<Void> open(List<Customer> customers, int quotesPerSecond) {
    watching = quotesPerSecond / QUOTES_A_SECOND;
    var next = customers.iterator();
    var lanes = new ArrayList<Future<Void>>();
    for (var lane = 0; lane < AT_ONCE; lane++) {
      lanes.add(openNext(next));
    }
    vertx.setPeriodic(PING_TICK_MS, tick -> pingSome());
    return Future.all(lanes).mapEmpty();
  }

  /** How many quotes have come, at all sockets. */
  long quotes() {
    return quotes;
  }

  private void pingSome() {
    for (var i = pingTick; i < open.size(); i += PING_TICKS) {
      open.get(i).writeTextMessage(PING);
    }
    pingTick = (pingTick + 1) % PING_TICKS;
  }

  private Future<Void> openNext(Iterator<Customer> next) {
    return next.hasNext()
        ? open(next.next()).compose(opened -> openNext(next))
        : Future.succeededFuture();
  }

  private Future<Void> open(Customer customer) {
    var path = "/eventbus/000/b%d/websocket".formatted(customer.accountId());
    return client
        .connect(port, "127.0.0.1", path)
        .compose(
            socket -> {
              var position = Promise.<Void>promise();
              socket.textMessageHandler(text -> heard(text, position));
              socket.closeHandler(closed -> position.tryFail("a socket was closed"));
              open.add(socket);
              return socket
                  .writeTextMessage(registrations(customer))
                  .compose(w -> position.future());
            });
  }

  private String registrations(Customer customer) {
    var account =
        new JsonObject()
            .put("type", "register")
            .put("address", "account." + customer.accountId() + ".events")
            .put("headers", new JsonObject().put("authorization", "Bearer " + customer.token()));
    if (watching-- <= 0) {
      return frame(account);
    }
    var quote =
        new JsonObject()
            .put("type", "register")
            .put("address", "quotes." + customer.symbols().getFirst());
    return frame(quote, account);
  }

  private static String frame(JsonObject... messages) {
    var frame = new JsonArray();
    List.of(messages).forEach(message -> frame.add(message.encode()));
    return frame.encode();
  }

  /** SockJS: {@code o}, {@code h}, {@code a["..",..]}. */
  private void heard(String text, Promise<Void> position) {
    if (!text.startsWith("a")) {
      return;
    }
    var now = OrderLog.nowMicros();
    quotes += count(text, QUOTE);
    if (!text.contains(ACCOUNT) && !text.contains(ERROR)) {
      return;
    }
    for (var message : new JsonArray(text.substring(1))) {
      var json = new JsonObject((String) message);
      var address = json.getString("address", "");
      if (address.startsWith("account.")) {
        heard(json, position, now);
      } else if (json.getString("type").equals("err")) {
        position.tryFail("refused: " + json);
      }
    }
  }

  private static int count(String text, String word) {
    var count = 0;
    for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length())) {
      count++;
    }
    return count;
  }

  private void heard(JsonObject json, Promise<Void> position, long now) {
    if (json.getString("type").equals("err")) {
      position.tryFail("refused: " + json);
      return;
    }
    var event = json.getJsonObject("body");
    if (event.getString("type").equals("position")) {
      position.tryComplete();
    } else {
      orders.heard(event, now);
    }
  }
}
