package openbell.quotefanout;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;
import openbell.quotefanout.domain.OrderFrames;
import openbell.quotefanout.raw.RawAnswer.Notice;
import openbell.wire.account.AccountEvent;
import openbell.wire.gateway.ApiReply;

/** The JSON of what the bridge sends beside quotes, as the stock bridge shapes it. */
final class BridgeFrames {
  private BridgeFrames() {}

  /** A message at an address; the body is JSON already. */
  static String message(String address, String body) {
    return "{\"type\":\"rec\",\"address\":" + Json.encode(address) + ",\"body\":" + body + "}";
  }

  /** An error that belongs to no reply. */
  static String error(String body) {
    return "{\"type\":\"err\",\"body\":\"" + body + "\"}";
  }

  /** An answer as the stock client takes it: the REST body, or the problem as the message. */
  static String reply(String replyAddress, ApiReply reply) {
    if (reply.getStatus() < 300) {
      return message(replyAddress, reply.getBody().isEmpty() ? "null" : reply.getBody());
    }
    return new JsonObject()
        .put("type", "err")
        .put("address", replyAddress)
        .put("failureCode", reply.getStatus())
        .put("failureType", "RECIPIENT_FAILURE")
        .put("message", reply.getBody())
        .encode();
  }

  static String event(String address, AccountEvent event) {
    return message(address, new JsonObject(OrderFrames.of(event)).encode());
  }

  /** Where an account's events stand when a client registers without {@code since}. */
  static String position(String address, long seq) {
    return message(address, new JsonObject().put("type", "position").put("seq", seq).encode());
  }

  static String heartbeat(String address, long number, long micros, OptionalLong account) {
    var body = new JsonObject().put("n", number).put("ts", micros);
    account.ifPresent(seq -> body.put("account", seq));
    return message(address, body.encode());
  }

  static String notice(String address, Notice notice) {
    return message(address, notice(notice).encode());
  }

  /** The body of a notice. */
  static JsonObject notice(Notice notice) {
    return new JsonObject()
        .put("type", "notice")
        .put("code", notice.code())
        .put("reconnectInMs", notice.reconnectInMs());
  }
}
