package openbell.quotefanout;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import openbell.model.Decimals;
import openbell.quotefanout.BridgeAddress.AccountEvents;
import openbell.quotefanout.BridgeAddress.Api;
import openbell.quotefanout.BridgeAddress.Heartbeat;
import openbell.quotefanout.BridgeAddress.Notice;
import openbell.quotefanout.BridgeAddress.Quotes;
import openbell.quotefanout.BridgeAddress.Renew;
import openbell.quotefanout.domain.OrderFrames;
import openbell.quotefanout.domain.Terms;
import openbell.wire.account.AccountEvent;
import openbell.wire.gateway.ApiReply;

/**
 * One client of the event-bus bridge protocol, over whichever SockJS transport: what the stock
 * clients expect, on a closed list of addresses. Errors have the bodies of the stock bridge. On its
 * socket's event loop.
 */
final class BridgeSession extends Connection {
  static final int WINDOW_MS = 100;

  private static final int MAX_ADDRESS_CHARS = 200;
  private static final int MAX_REPLY_ADDRESS_CHARS = 36;
  private static final int KEEP_ALIVE_BEATS = 25;

  private final BridgeWire wire;
  private final ApiCalls api;
  private final Map<String, BridgeAddress> registered = new HashMap<>();
  private Optional<AccountStream> events = Optional.empty();
  private String boundToken = "";
  private long beats;

  BridgeSession(FanoutEngine engine, FanoutMetrics.Transport transport, BridgeWire wire) {
    super(engine, transport);
    this.wire = wire;
    this.api = new ApiCalls(engine.node().bus());
  }

  @Override
  void handle(String text) {
    var message = object(text);
    if (message.isEmpty()) {
      strike("invalid_json");
    } else if (!(message.get().getValue("type") instanceof String type)) {
      strike("missing_type");
    } else if (type.equals("ping")) {
      heard();
    } else if (!(message.get().getValue("address") instanceof String address)) {
      strike("missing_address");
    } else {
      identify(type, address, message.get());
    }
  }

  /** Binds the message's token first, if it brings one that is not bound yet. */
  private void identify(String type, String address, JsonObject message) {
    var token = bearer(message);
    if (token.isEmpty() || token.get().equals(boundToken)) {
      act(type, address, message);
      return;
    }
    bind(token.get())
        .onSuccess(
            binding -> {
              if (isClosed()) {
                return;
              }
              switch (binding) {
                case BOUND -> {
                  boundToken = token.get();
                  act(type, address, message);
                }
                case INVALID -> strike("not_logged_in");
                case UNAVAILABLE -> sendError("auth_error");
                case OTHER_USER -> {
                  sendError("access_denied");
                  close(CloseCode.FORBIDDEN);
                }
              }
              drainQueue();
            });
  }

  private void act(String type, String address, JsonObject message) {
    switch (type) {
      case "register" -> register(address, message);
      case "unregister" -> unregister(address);
      case "send" -> called(address, message);
      // Browsers publish to nobody.
      case "publish" -> strike("access_denied");
      default -> strike("invalid_type");
    }
  }

  private void register(String text, JsonObject message) {
    var address = BridgeAddress.parse(text);
    if (text.length() > MAX_ADDRESS_CHARS) {
      strike("max_address_length_reached");
    } else if (registered.containsKey(text)) {
      strike("address_already_registered");
    } else if (registered.size() >= engine().config().maxSymbolsPerSocket()) {
      strike("max_handlers_reached");
    } else if (address.isEmpty()) {
      strike("access_denied");
    } else {
      switch (address.get()) {
        case Quotes quotes -> registerQuotes(text, quotes);
        case AccountEvents account -> registerAccount(text, account, message);
        case Heartbeat heartbeat -> registered.put(text, heartbeat);
        case Notice notice -> registered.put(text, notice);
        case Api _, Renew _ -> strike("access_denied");
      }
    }
  }

  private void registerQuotes(String text, Quotes quotes) {
    var instrument = engine().node().instruments().resolve(quotes.name());
    if (!mayWatch()) {
      strike("not_logged_in");
    } else if (instrument.isEmpty()) {
      strike("access_denied");
    } else {
      registered.put(text, quotes);
      watchlist().add(instrument.get().getSymbol(), quotes.name(), Terms.of(wire.format()));
    }
  }

  private void registerAccount(String text, AccountEvents account, JsonObject message) {
    if (session().isEmpty()) {
      strike("not_logged_in");
      return;
    }
    var accountId = session().get().getAccountId();
    if (!account.accountId().equals(String.valueOf(accountId))) {
      strike("access_denied");
      return;
    }
    registered.put(text, account);
    var stream =
        new AccountStream(
            engine(), accountId, event -> deliver(text, eventBody(event)), this::sendError);
    events = Optional.of(stream);
    var since = since(message);
    if (since >= 0) {
      stream.open(since);
    } else {
      stream.openAtEnd(
          seq -> deliver(text, new JsonObject().put("type", "position").put("seq", seq).encode()));
    }
  }

  private static String eventBody(AccountEvent event) {
    return new JsonObject(OrderFrames.of(event)).encode();
  }

  private void unregister(String text) {
    var address = Optional.ofNullable(registered.remove(text));
    if (address.isEmpty()) {
      if (BridgeAddress.parse(text).isEmpty()) {
        strike("access_denied");
      }
      return;
    }
    switch (address.get()) {
      case Quotes quotes -> watchlist().remove(quotes.name());
      case AccountEvents _ -> {
        events.ifPresent(AccountStream::close);
        events = Optional.empty();
      }
      case Heartbeat _, Notice _, Api _, Renew _ -> {}
    }
  }

  private void called(String text, JsonObject message) {
    var replyAddress = message.getValue("replyAddress") instanceof String reply ? reply : "";
    if (replyAddress.length() > MAX_REPLY_ADDRESS_CHARS) {
      strike("invalid_reply_address");
      return;
    }
    switch (BridgeAddress.parse(text).orElse(new Notice())) {
      case Api command -> command(command, replyAddress, message);
      case Renew _ -> renewed(replyAddress);
      case Quotes _, AccountEvents _, Heartbeat _, Notice _ -> strike("access_denied");
    }
  }

  private void command(Api command, String replyAddress, JsonObject message) {
    if (!(message.getValue("body") instanceof JsonObject body)) {
      reply(replyAddress, ApiCalls.refused(400, "request.malformed"));
      return;
    }
    api.call(command.operation(), session(), body).onSuccess(reply -> reply(replyAddress, reply));
  }

  private void renewed(String replyAddress) {
    if (session().isEmpty()) {
      strike("not_logged_in");
      return;
    }
    var body =
        new JsonObject()
            .put("accountId", String.valueOf(session().get().getAccountId()))
            .put("expiresAt", session().get().getExpiresAt());
    reply(replyAddress, ApiReply.newBuilder().setStatus(200).setBody(body.encode()).build());
  }

  /** An answer as the stock client takes it: the REST body, or the problem as the message. */
  private void reply(String replyAddress, ApiReply reply) {
    if (replyAddress.isEmpty() || isClosed()) {
      return;
    }
    if (reply.getStatus() < 300) {
      deliver(replyAddress, reply.getBody().isEmpty() ? "null" : reply.getBody());
    } else {
      send(
          new JsonObject()
              .put("type", "err")
              .put("address", replyAddress)
              .put("failureCode", reply.getStatus())
              .put("failureType", "RECIPIENT_FAILURE")
              .put("message", reply.getBody())
              .encode());
    }
  }

  private void deliver(String address, String body) {
    send("{\"type\":\"rec\",\"address\":" + Json.encode(address) + ",\"body\":" + body + "}");
  }

  @Override
  void sendError(String code) {
    send("{\"type\":\"err\",\"body\":\"" + code + "\"}");
  }

  private void send(String json) {
    wire.add(json);
    wire.flush();
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
    wire.flush();
  }

  private void addHeartbeat() {
    beats++;
    if (beats % KEEP_ALIVE_BEATS == 0) {
      wire.addKeepAlive();
    }
    if (registered.containsKey("system.heartbeat")) {
      var body = new JsonObject().put("n", engine().heartbeat()).put("ts", engine().nowMicros());
      events.ifPresent(stream -> body.put("account", stream.lastSeq()));
      wire.add(
          new JsonObject()
              .put("type", "rec")
              .put("address", "system.heartbeat")
              .put("body", body)
              .encode());
    }
  }

  private void addQuotes(int first) {
    var before = watchlist().appended();
    var asOf = watchlist().asOf(first);
    var frames = 0;
    var next = first;
    while (next >= 0) {
      next = wire.addQuotes(watchlist(), next, engine().scratch());
      frames++;
    }
    delivered(frames, (int) (watchlist().appended() - before), asOf);
  }

  @Override
  boolean isWritable() {
    return wire.isWritable();
  }

  @Override
  long pendingBytes() {
    return wire.pendingBytes();
  }

  @Override
  void closeSocket(CloseCode code) {
    wire.close(code);
    engine().abortLater(wire::abort);
  }

  @Override
  void release() {
    events.ifPresent(AccountStream::close);
    registered.clear();
  }

  private static Optional<String> bearer(JsonObject message) {
    return message.getValue("headers") instanceof JsonObject headers
            && headers.getValue("authorization") instanceof String authorization
            && authorization.startsWith("Bearer ")
        ? Optional.of(authorization.substring("Bearer ".length()))
        : Optional.empty();
  }

  /** The header {@code since}, a number or its text; -1: none. */
  private static long since(JsonObject message) {
    if (!(message.getValue("headers") instanceof JsonObject headers)) {
      return -1;
    }
    return headers.getValue("since") == null
        ? -1
        : Decimals.parseQuantity(headers.getValue("since").toString()).orElse(-1);
  }
}
