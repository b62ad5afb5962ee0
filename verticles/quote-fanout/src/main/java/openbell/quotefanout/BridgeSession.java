package openbell.quotefanout;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import openbell.quotefanout.BridgeAddress.AccountEvents;
import openbell.quotefanout.BridgeAddress.Api;
import openbell.quotefanout.BridgeAddress.Heartbeat;
import openbell.quotefanout.BridgeAddress.Market;
import openbell.quotefanout.BridgeAddress.Notice;
import openbell.quotefanout.BridgeAddress.Renew;
import openbell.quotefanout.domain.Terms;
import openbell.quotefanout.raw.JsonCodec;
import openbell.quotefanout.raw.RawAnswer;
import openbell.wire.gateway.ApiReply;

/**
 * One client of the event-bus bridge protocol, over whichever SockJS transport: what the stock
 * clients expect, on a closed list of addresses. Errors have the bodies of the stock bridge. On its
 * socket's event loop.
 */
final class BridgeSession extends SocketSession {
  static final int WINDOW_MS = 100;

  private static final String HEARTBEAT = "system.heartbeat";
  private static final String NOTICE = "system.notice";
  private static final int MAX_ADDRESS_CHARS = 200;
  private static final int MAX_REPLY_ADDRESS_CHARS = 36;
  private static final int KEEP_ALIVE_BEATS = 25;

  private final BridgeWire wire;
  private final Map<String, BridgeAddress> registered = new HashMap<>();
  private String boundToken = "";
  private long beats;

  BridgeSession(FanoutEngine engine, FanoutMetrics.Transport transport, BridgeWire wire) {
    super(engine, transport);
    this.wire = wire;
  }

  @Override
  void handle(String text) {
    var message = JsonCodec.object(text);
    if (message.isEmpty()) {
      strike("invalid_json");
    } else if (!(message.get().getValue("type") instanceof String type)) {
      strike("missing_type");
    } else if (type.equals("ping")) {
      heard();
    } else if (!(message.get().getValue("address") instanceof String address)) {
      strike("missing_address");
    } else {
      identify(new BridgeMessage(type, address, message.get()));
    }
  }

  /** Binds the message's token first, if it brings one that is not bound yet. */
  private void identify(BridgeMessage message) {
    var token = message.bearer();
    if (token.isEmpty() || token.get().equals(boundToken)) {
      act(message);
      return;
    }
    bind(token.get())
        .onSuccess(
            outcome -> {
              if (isClosed()) {
                return;
              }
              switch (outcome) {
                case BOUND -> {
                  boundToken = token.get();
                  act(message);
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

  private void act(BridgeMessage message) {
    switch (message.type()) {
      case "register" -> register(message);
      case "unregister" -> unregister(message.address());
      case "send" -> called(message);
      // Browsers publish to nobody.
      case "publish" -> strike("access_denied");
      default -> strike("invalid_type");
    }
  }

  private void register(BridgeMessage message) {
    var text = message.address();
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
        case Market market -> registerMarket(text, market);
        case AccountEvents account -> registerAccount(account, message);
        case Heartbeat heartbeat -> registered.put(text, heartbeat);
        case Notice notice -> registered.put(text, notice);
        case Api _, Renew _ -> strike("access_denied");
      }
    }
  }

  private void registerMarket(String text, Market market) {
    var instrument = engine().node().instruments().resolve(market.name());
    if (!mayWatch()) {
      strike("not_logged_in");
    } else if (instrument.isEmpty()) {
      strike("access_denied");
    } else {
      registered.put(text, market);
      var terms = Terms.of(wire.format(market.subject()));
      watchlist().add(instrument.get().getSymbol(), market.name(), terms);
    }
  }

  private void registerAccount(AccountEvents account, BridgeMessage message) {
    if (session().isEmpty()) {
      strike("not_logged_in");
      return;
    }
    var accountId = session().get().getAccountId();
    if (!account.accountId().equals(String.valueOf(accountId))) {
      strike("access_denied");
      return;
    }
    var text = message.address();
    registered.put(text, account);
    var stream =
        new AccountStream(
            engine(), accountId, event -> send(BridgeFrames.event(text, event)), this::sendError);
    follow(stream);
    var since = message.since();
    if (since.isPresent()) {
      stream.open(since.getAsLong());
    } else {
      stream.openAtEnd(seq -> send(BridgeFrames.position(text, seq)));
    }
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
      case Market market -> watchlist().remove(market.subject(), market.name());
      case AccountEvents _ -> unfollow();
      case Heartbeat _, Notice _, Api _, Renew _ -> {}
    }
  }

  private void called(BridgeMessage message) {
    var replyAddress = message.replyAddress();
    if (replyAddress.length() > MAX_REPLY_ADDRESS_CHARS) {
      strike("invalid_reply_address");
      return;
    }
    switch (BridgeAddress.parse(message.address()).orElse(new Notice())) {
      case Api command -> command(command, message);
      case Renew _ -> renewed(replyAddress);
      case Market _, AccountEvents _, Heartbeat _, Notice _ -> strike("access_denied");
    }
  }

  private void command(Api command, BridgeMessage message) {
    var replyAddress = message.replyAddress();
    if (message.body().isEmpty()) {
      reply(replyAddress, ApiCalls.refused(400, "request.malformed"));
      return;
    }
    api()
        .call(command.operation(), session(), message.body().get())
        .onSuccess(reply -> reply(replyAddress, reply));
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

  private void reply(String replyAddress, ApiReply reply) {
    if (!replyAddress.isEmpty() && !isClosed()) {
      send(BridgeFrames.reply(replyAddress, reply));
    }
  }

  @Override
  void sendError(String code) {
    send(BridgeFrames.error(code));
  }

  @Override
  void sendNotice(RawAnswer.Notice notice) {
    if (registered.containsKey(NOTICE)) {
      send(BridgeFrames.notice(NOTICE, notice));
    }
  }

  private void send(String json) {
    wire.add(json);
    wire.flush();
    checkBacklog();
  }

  @Override
  void addHeartbeat() {
    beats++;
    if (beats % KEEP_ALIVE_BEATS == 0) {
      wire.addKeepAlive();
    }
    if (registered.containsKey(HEARTBEAT)) {
      wire.add(
          BridgeFrames.heartbeat(
              HEARTBEAT, engine().heartbeat(), engine().nowMicros(), accountSeq()));
    }
  }

  @Override
  int addFrame(int first) {
    return wire.addQuotes(watchlist(), first, engine().scratch());
  }

  @Override
  void flush() {
    wire.flush();
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
    super.release();
    registered.clear();
  }
}
