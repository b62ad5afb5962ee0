package openbell.gateway.web;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What a resource says to a request; the same for REST and for commands through a stream. */
public sealed interface Answer {
  /** Done, or taken on. An empty body is not sent with 204. */
  record Success(int status, JsonObject body, Map<String, String> headers) implements Answer {
    public Success {
      headers = Map.copyOf(headers);
    }
  }

  /** Refused: nothing was applied. */
  record Refused(Problem problem) implements Answer {}

  /** 200 with a body. */
  static Answer ok(JsonObject body) {
    return new Success(200, body, Map.of());
  }

  /** 202 with a body. */
  static Answer accepted(JsonObject body) {
    return new Success(202, body, Map.of());
  }

  /** 204. */
  static Answer noContent() {
    return new Success(204, new JsonObject(), Map.of());
  }

  /** A refusal without fields. */
  static Answer refused(int status, String code, String detail) {
    return new Refused(Problem.refused(status, code, detail));
  }
}
