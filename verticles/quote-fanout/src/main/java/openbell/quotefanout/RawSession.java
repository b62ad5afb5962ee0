package openbell.quotefanout;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import openbell.quotefanout.domain.OrderFrames;
import openbell.wire.account.AccountEvent;
import openbell.wire.gateway.ApiReply;
import openbell.wire.gateway.Session;

/**
 * One client of {@code /ws/v1}, subprotocol {@code openbell.v1.json} (CONTRACT.md, section 3). On
 * its socket's event loop.
 */
final class RawSession extends Connection {
  static final int DEFAULT_WINDOW_MS = 100;

  private static final int SYMBOLS_PER_UNIT = 20;

  private final FrameSink sink;
  private final RawFrames frames;
  private final ApiCalls api;
  private Optional<AccountStream> events = Optional.empty();
  private int windowMs = DEFAULT_WINDOW_MS;
  private int badTokens;
  private boolean lastWanted;

  RawSession(FanoutEngine engine, FrameSink sink) {
    super(engine, FanoutMetrics.Transport.WEBSOCKET);
    this.sink = sink;
    this.frames = new RawFrames(sink, engine.scratch());
    this.api = new ApiCalls(engine.node().bus());
  }

  @Override
  void handle(String text) {
    var message = object(text);
    if (message.isPresent() && message.get().getValue("action") instanceof String action) {
      act(action, message.get());
    } else {
      strike("request.malformed");
    }
  }

  private void act(String action, JsonObject message) {
    switch (action) {
      case "ping" -> send("{\"type\":\"pong\"}");
      case "auth" -> authenticate(message);
      case "subscribe" -> subscribe(message);
      case "unsubscribe" -> unsubscribe(message);
      case "orders" -> followOrders(message);
      case "place", "modify", "cancel" -> command("orders." + action, message);
      default -> strike("request.unknown_action");
    }
  }

  private void authenticate(JsonObject message) {
    if (!(message.getValue("token") instanceof String token)) {
      strike("request.malformed");
      return;
    }
    bind(token)
        .onSuccess(
            outcome -> {
              if (!isClosed()) {
                bound(outcome);
                drainQueue();
              }
            });
  }

  private void bound(SessionBinding.Outcome outcome) {
    switch (outcome) {
      case BOUND -> session().ifPresent(this::sendAuthenticated);
      case UNAVAILABLE -> sendError("system.unavailable");
      case OTHER_USER -> {
        sendError("access_denied");
        close(CloseCode.FORBIDDEN);
      }
      case INVALID -> {
        sendError("auth.invalid_token");
        badTokens++;
        if (badTokens >= 3) {
          close(CloseCode.AUTH);
        }
      }
    }
  }

  private void sendAuthenticated(Session session) {
    send(
        new JsonObject()
            .put("type", "authenticated")
            .put("accountId", String.valueOf(session.getAccountId()))
            .put("expiresAt", session.getExpiresAt())
            .encode());
  }

  private void subscribe(JsonObject message) {
    var wanted = Subscription.parse(message, windowMs);
    if (wanted.isEmpty()) {
      strike("request.malformed");
    } else if (!mayWatch()) {
      strike("auth.required");
    } else if (spend(wanted.get().names().size() / SYMBOLS_PER_UNIT)) {
      window(wanted.get().windowMs());
      lastWanted |= wanted.get().last();
      watch(wanted.get());
    }
  }

  private void watch(Subscription wanted) {
    var accepted = new ArrayList<String>(wanted.names().size());
    var rejected = new ArrayList<Map<String, String>>();
    for (var name : wanted.names()) {
      var instrument = engine().node().instruments().resolve(name);
      if (instrument.isEmpty()) {
        rejected.add(Map.of("symbol", name, "code", "instrument.unknown"));
      } else if (watchlist().size() >= engine().config().maxSymbolsPerSocket()
          && !watchlist().has(name)) {
        sendError("quota.too_many_subscriptions");
        close(CloseCode.TOO_MANY_SUBSCRIPTIONS);
        return;
      } else {
        watchlist().add(instrument.get().getSymbol(), name, wanted.terms());
        accepted.add(name);
      }
    }
    send(
        new JsonObject()
            .put("type", "subscribed")
            .put("accepted", accepted)
            .put("rejected", rejected)
            .put("current", watchlist().names())
            .encode());
    if (windowMs == 0) {
      changed();
      engine().settleSoon();
    }
  }

  private void window(int wantedMs) {
    if (wantedMs != windowMs) {
      windowMs = wantedMs;
      engine().rehang(this, wantedMs);
      watchlist().immediate(wantedMs == 0);
    }
  }

  private void unsubscribe(JsonObject message) {
    var names = Subscription.names(message);
    if (names.isEmpty()) {
      strike("request.malformed");
      return;
    }
    var gone = names.get().stream().filter(watchlist()::remove).toList();
    send(
        new JsonObject()
            .put("type", "unsubscribed")
            .put("symbols", gone)
            .put("current", watchlist().names())
            .encode());
  }

  private void followOrders(JsonObject message) {
    var since = message.getValue("since", 0);
    var isWhole = since instanceof Integer || since instanceof Long;
    if (!isWhole || !(since instanceof Number number) || number.longValue() < 0) {
      strike("request.malformed");
    } else if (session().isEmpty()) {
      strike("auth.required");
    } else {
      events.ifPresent(AccountStream::close);
      var stream =
          new AccountStream(
              engine(), session().get().getAccountId(), this::sendEvent, this::sendError);
      events = Optional.of(stream);
      stream.open(number.longValue());
    }
  }

  private void sendEvent(AccountEvent event) {
    send(new JsonObject(OrderFrames.of(event)).encode());
  }

  private void command(String operation, JsonObject message) {
    var id = message.getValue("id");
    if (!(id instanceof String || id instanceof Number)) {
      strike("request.malformed");
      return;
    }
    var body = message.copy();
    body.remove("action");
    body.remove("id");
    api.call(operation, session(), body)
        .onSuccess(
            reply -> {
              if (!isClosed()) {
                sendReply(id, reply);
              }
            });
  }

  private void sendReply(Object id, ApiReply reply) {
    var body = reply.getBody().isEmpty() ? "null" : reply.getBody();
    send(
        "{\"type\":\"reply\",\"id\":%s,\"status\":%d,\"body\":%s}"
            .formatted(Json.encode(id), reply.getStatus(), body));
  }

  @Override
  void sendError(String code) {
    send("{\"type\":\"error\",\"code\":\"" + code + "\"}");
  }

  @Override
  void sendNotice(JsonObject notice) {
    send(notice.encode());
  }

  private void send(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    sink.text(bytes, 0, bytes.length);
    sink.flush();
    checkBacklog();
  }

  @Override
  void writeNews(boolean heartbeatDue) {
    if (heartbeatDue) {
      addHeartbeat();
    }
    var first = watchlist().nextChanged(0);
    if (first >= 0) {
      addQuotes(first);
    }
    sink.flush();
  }

  private void addHeartbeat() {
    var account =
        events.isPresent() ? OptionalLong.of(events.get().lastSeq()) : OptionalLong.empty();
    if (lastWanted) {
      frames.addHeartbeat(engine().heartbeat(), engine().nowMicros(), account, watchlist());
    } else {
      frames.addHeartbeat(engine().heartbeat(), engine().nowMicros(), account);
    }
  }

  private void addQuotes(int first) {
    var before = watchlist().appended();
    var asOf = watchlist().asOf(first);
    var count = 0;
    var next = first;
    while (next >= 0) {
      next = frames.addQuotes(watchlist(), next);
      count++;
    }
    delivered(count, watchlist().appended() - before, asOf);
  }

  @Override
  boolean isWritable() {
    return sink.isWritable();
  }

  @Override
  long pendingBytes() {
    return sink.pendingBytes();
  }

  @Override
  void closeSocket(CloseCode code) {
    sink.close(code);
    engine().abortLater(sink::abort);
  }

  @Override
  void release() {
    events.ifPresent(AccountStream::close);
  }
}
