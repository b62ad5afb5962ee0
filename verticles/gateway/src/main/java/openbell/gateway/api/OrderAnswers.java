package openbell.gateway.api;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Answer.Refused;
import openbell.gateway.web.Problem;
import openbell.gateway.web.Problem.FieldError;
import openbell.wire.order.Order;
import openbell.wire.order.OrderRefused;
import openbell.wire.order.OrderReply;

/** What the order module's replies are outside. */
final class OrderAnswers {
  private OrderAnswers() {}

  /** 202 with what {@code body} says of the order, or the refusal. */
  static Answer of(
      OrderReply reply, Function<Order, JsonObject> body, Map<String, String> headers) {
    return switch (reply.getOutcomeCase()) {
      case ACCEPTED -> new Answer.Success(202, body.apply(reply.getAccepted()), headers);
      case REFUSED -> new Refused(problem(reply.getRefused()));
      case OUTCOME_NOT_SET -> throw new IllegalStateException("an order reply without outcome");
    };
  }

  /** The version as the header that If-Match takes. */
  static Map<String, String> eTag(Order order) {
    return Map.of("ETag", "\"" + order.getVersion() + "\"");
  }

  /** The account has no such order. */
  static Answer unknown() {
    return Answer.refused(404, "order.unknown", "You have no such order.");
  }

  /** One entry of a 207: its own status, with the order or the problem. */
  static JsonObject entry(String instance, Answer answer) {
    return switch (answer) {
      case Answer.Success(var status, var body, var headers) ->
          new JsonObject().put("status", status).put("order", body);
      case Refused(var problem) ->
          new JsonObject()
              .put("status", problem.status())
              .put("problem", problem.toJson(instance, UUID.randomUUID().toString()));
    };
  }

  private static Problem problem(OrderRefused refused) {
    var first = refused.getRefusals(0);
    if (refused.getStatus() == 409 && first.getCode().equals("idempotency.in_progress")) {
      return Problem.later(409, first.getCode(), first.getDetail());
    }
    var errors =
        refused.getRefusalsList().stream()
            .map(one -> new FieldError(one.getPointer(), one.getCode(), one.getDetail()))
            .toList();
    return Problem.refused(
        refused.getStatus(), first.getCode(), first.getDetail(), errors, first.getHint());
  }
}
