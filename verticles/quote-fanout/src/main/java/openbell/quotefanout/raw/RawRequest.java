package openbell.quotefanout.raw;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** One message of a client, decoded and checked for its shape. */
public sealed interface RawRequest {
  /** A token to bind the socket to. */
  record Auth(String token) implements RawRequest {}

  /** Symbols to watch. */
  record Subscribe(Subscription wanted) implements RawRequest {}

  /** Symbols to watch no more; at least one. */
  record Unsubscribe(List<String> names) implements RawRequest {}

  /** The account's events after a number, 0 or more. */
  record Orders(long since) implements RawRequest {}

  /**
   * A command for the code that serves REST.
   *
   * @param operation e.g. {@code orders.place}
   * @param id the client's, as its codec writes it
   * @param body as REST takes it
   */
  record Command(String operation, String id, JsonObject body) implements RawRequest {}

  /** A sign of life. */
  record Ping() implements RawRequest {}

  /** What makes no sense, and the code to say so with. */
  record Malformed(String code) implements RawRequest {}
}
