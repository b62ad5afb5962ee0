package openbell.quotefanout.raw;

import static openbell.quotefanout.domain.FrameBytes.ascii;

import io.vertx.core.MultiMap;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import openbell.quotefanout.domain.FrameBytes;
import openbell.quotefanout.domain.OrderFrames;
import openbell.quotefanout.domain.QuoteFormat;
import openbell.quotefanout.domain.Watchlist;
import openbell.wire.gateway.ApiReply;

/** {@code openbell.v1.json}: text frames. */
public final class JsonCodec implements RawCodec {
  private static final byte[] QUOTES = ascii("{\"type\":\"quotes\",\"d\":[");
  private static final byte[] SNAPSHOT = ascii("{\"type\":\"snapshot\",\"d\":[");
  private static final byte[] END = ascii("]}");
  private static final byte[] HEARTBEAT = ascii("{\"type\":\"heartbeat\",\"n\":");
  private static final byte[] TIME = ascii(",\"ts\":");
  private static final byte[] ACCOUNT = ascii(",\"account\":");
  private static final byte[] LAST = ascii(",\"last\":{");

  private final JsonRequests requests = new JsonRequests();

  @Override
  public String subprotocol() {
    return "openbell.v1.json";
  }

  @Override
  public boolean isBinary() {
    return false;
  }

  @Override
  public RawRequest read(String text) {
    return requests.read(text);
  }

  @Override
  public RawRequest read(byte[] bytes) {
    return new RawRequest.Malformed("request.malformed");
  }

  @Override
  public QuoteFormat format(QuoteMode mode) {
    return switch (mode) {
      case LTP -> QuoteFormat.LTP;
      case QUOTE -> QuoteFormat.QUOTE;
      case FULL -> QuoteFormat.FULL;
    };
  }

  @Override
  public void write(RawAnswer answer, FrameBytes out) {
    out.raw(text(answer).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(RawAnswer answer) {
    return switch (answer) {
      case RawAnswer.Pong _ -> "{\"type\":\"pong\"}";
      case RawAnswer.Failure failure -> "{\"type\":\"error\",\"code\":\"" + failure.code() + "\"}";
      case RawAnswer.Event event -> new JsonObject(OrderFrames.of(event.event())).encode();
      case RawAnswer.Reply reply -> reply(reply.id(), reply.reply());
      case RawAnswer.Authenticated bound ->
          typed("authenticated")
              .put("accountId", String.valueOf(bound.accountId()))
              .put("expiresAt", bound.expiresAt())
              .encode();
      case RawAnswer.Unsubscribed gone ->
          typed("unsubscribed")
              .put("symbols", gone.names())
              .put("current", gone.current())
              .encode();
      case RawAnswer.Notice notice ->
          typed("notice")
              .put("code", notice.code())
              .put("reconnectInMs", notice.reconnectInMs())
              .encode();
      case RawAnswer.Subscribed subscribed -> subscribed(subscribed);
    };
  }

  private static JsonObject typed(String type) {
    return new JsonObject().put("type", type);
  }

  private static String subscribed(RawAnswer.Subscribed answer) {
    return typed("subscribed")
        .put("accepted", answer.accepted().stream().map(RawAnswer.Watched::name).toList())
        .put("rejected", answer.unknown().stream().map(JsonCodec::rejected).toList())
        .put("current", answer.current())
        .encode();
  }

  private static Map<String, String> rejected(String name) {
    return Map.of("symbol", name, "code", "instrument.unknown");
  }

  /** The id and the body are JSON already. */
  private static String reply(String id, ApiReply reply) {
    var body = reply.getBody().isEmpty() ? "null" : reply.getBody();
    return "{\"type\":\"reply\",\"id\":%s,\"status\":%d,\"body\":%s}"
        .formatted(id, reply.getStatus(), body);
  }

  @Override
  public void writeHeartbeat(long number, long micros, OptionalLong account, FrameBytes out) {
    beginHeartbeat(number, micros, account, out);
    out.put('}');
  }

  @Override
  public void writeHeartbeat(
      long number, long micros, OptionalLong account, Watchlist list, FrameBytes out) {
    beginHeartbeat(number, micros, account, out);
    list.appendSeqs(out.raw(LAST));
    out.put('}').put('}');
  }

  private static void beginHeartbeat(
      long number, long micros, OptionalLong account, FrameBytes out) {
    out.raw(HEARTBEAT).number(number).raw(TIME).number(micros);
    if (account.isPresent()) {
      out.raw(ACCOUNT).number(account.getAsLong());
    }
  }

  @Override
  public int writeQuotes(Watchlist list, int first, FrameBytes out) {
    var onlySnapshots = list.append(first, out);
    var index = list.nextChanged(first + 1);
    while (index >= 0 && out.length() < FULL_AT) {
      onlySnapshots &= list.append(index, out.put(','));
      index = list.nextChanged(index + 1);
    }
    out.raw(END).prefix(onlySnapshots ? SNAPSHOT : QUOTES);
    return index;
  }

  /**
   * The subscription in a query: {@code symbols=A,B}, {@code mode}, {@code windowMs}; empty if it
   * makes no sense.
   */
  public static Optional<Subscription> subscription(MultiMap query) {
    return JsonRequests.subscription(query);
  }

  /** The object in a text, empty if it is none. */
  public static Optional<JsonObject> object(String text) {
    try {
      var object = new JsonObject(text);
      return object.getMap() == null ? Optional.empty() : Optional.of(object);
    } catch (DecodeException | ClassCastException malformed) {
      return Optional.empty();
    }
  }
}
