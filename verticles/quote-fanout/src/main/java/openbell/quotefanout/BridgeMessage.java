package openbell.quotefanout;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;
import openbell.model.Decimals;

/** One message of a bridge client: {@code type}, {@code address} and what they bring. */
record BridgeMessage(String type, String address, JsonObject json) {
  /** The access token of the header {@code authorization}. */
  Optional<String> bearer() {
    return json.getValue("headers") instanceof JsonObject headers
            && headers.getValue("authorization") instanceof String authorization
            && authorization.startsWith("Bearer ")
        ? Optional.of(authorization.substring("Bearer ".length()))
        : Optional.empty();
  }

  /** The header {@code since}: a whole number or its text. */
  OptionalLong since() {
    var since =
        json.getValue("headers") instanceof JsonObject headers ? headers.getValue("since", "") : "";
    var number = Decimals.parseQuantity(String.valueOf(since));
    return number.isPresent() && number.getAsLong() < 0 ? OptionalLong.empty() : number;
  }

  /** Where the answer goes; empty: nowhere. */
  String replyAddress() {
    return json.getValue("replyAddress") instanceof String reply ? reply : "";
  }

  /** The body, if it is an object. */
  Optional<JsonObject> body() {
    return json.getValue("body") instanceof JsonObject body ? Optional.of(body) : Optional.empty();
  }
}
