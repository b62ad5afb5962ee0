package openbell.gateway.api;

import io.vertx.core.Future;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Answer.Refused;
import openbell.gateway.web.Call;
import openbell.model.Addresses;
import openbell.model.OrderId;
import openbell.runtime.Bus;
import openbell.wire.order.ExplainOrderReply;
import openbell.wire.order.ExplainOrderRequest;

/** {@code GET /orders/{orderId}/explain}. Thread-safe; keeps nothing. */
public final class OrderExplainApi {
  private final Bus bus;

  public OrderExplainApi(Bus bus) {
    this.bus = bus;
  }

  /** How one of the caller's orders came to be what it is. */
  public Future<Answer> explain(Call call) {
    var problem = call.query().problem();
    if (problem.isPresent()) {
      return Future.succeededFuture(new Refused(problem.get()));
    }
    var orderId = OrderId.parse(call.path("orderId"));
    if (orderId.isEmpty()) {
      return Future.succeededFuture(OrderAnswers.unknown());
    }
    var request =
        ExplainOrderRequest.newBuilder()
            .setAccountId(call.caller().accountId())
            .setOrderId(OrderId.toBytes(orderId.get()))
            .build();
    return bus.<ExplainOrderReply>request(Addresses.ORDER_EXPLAIN, request)
        .map(
            reply -> reply.hasOrder() ? Answer.ok(ApiExplain.json(reply)) : OrderAnswers.unknown());
  }
}
