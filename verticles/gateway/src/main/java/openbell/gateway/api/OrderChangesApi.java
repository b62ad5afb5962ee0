package openbell.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Map;
import openbell.gateway.auth.Caller;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Answer.Refused;
import openbell.gateway.web.Call;
import openbell.gateway.web.Fields;
import openbell.model.Addresses;
import openbell.model.OrderId;
import openbell.runtime.Bus;
import openbell.runtime.InstrumentDirectory;
import openbell.runtime.Node;
import openbell.wire.order.CancelAllReply;
import openbell.wire.order.CancelAllRequest;
import openbell.wire.order.CancelOrderRequest;
import openbell.wire.order.OrderReply;

/** Changes of orders that are there: modify, cancel, cancel all. Thread-safe; keeps nothing. */
public final class OrderChangesApi {
  private static final String ORDERS = "/api/v1/orders/";

  private final InstrumentDirectory instruments;
  private final Bus bus;
  private final InstantSource clock;

  public OrderChangesApi(Node node, InstantSource clock) {
    this.instruments = node.instruments();
    this.bus = node.bus();
    this.clock = clock;
  }

  /** {@code PATCH /orders/{orderId}} with If-Match: 202 when the new terms are on their way. */
  public Future<Answer> modify(Call call) {
    var orderId = OrderId.parse(call.path("orderId"));
    return orderId.isEmpty()
        ? Future.succeededFuture(OrderAnswers.unknown())
        : modify(
            ModifyForm.read(
                call.caller(),
                OrderId.toBytes(orderId.get()),
                call.body(),
                call.header("If-Match")));
  }

  /** The same for {@code {"orderId", "version", ...}}. */
  public Future<Answer> modify(Caller caller, Fields body) {
    var orderId = OrderId.parse(body.requiredText("orderId", 64));
    return orderId.isEmpty()
        ? Future.succeededFuture(OrderAnswers.unknown())
        : modify(ModifyForm.read(caller, OrderId.toBytes(orderId.get()), body));
  }

  private Future<Answer> modify(ModifyForm form) {
    if (form.problem().isPresent()) {
      return Future.succeededFuture(new Refused(form.problem().get()));
    }
    var request =
        form.request().toBuilder().setReceivedAt(ApiWords.micros(clock.instant())).build();
    return bus.<OrderReply>request(Addresses.ORDER_REPLACE, request)
        .map(
            reply ->
                OrderAnswers.of(reply, ApiOrder::json, OrderAnswers.eTag(reply.getAccepted())));
  }

  /** {@code DELETE /orders/{orderId}}: 202 when the cancel is on its way, also a second time. */
  public Future<Answer> cancel(Call call) {
    return cancel(call.caller(), call.path("orderId"));
  }

  /** The same for {@code {"orderId"}}. */
  public Future<Answer> cancel(Caller caller, Fields body) {
    var orderId = body.requiredText("orderId", 64);
    var problem = body.problem();
    return problem.isPresent()
        ? Future.succeededFuture(new Refused(problem.get()))
        : cancel(caller, orderId);
  }

  private Future<Answer> cancel(Caller caller, String orderId) {
    var id = OrderId.parse(orderId);
    if (id.isEmpty()) {
      return Future.succeededFuture(OrderAnswers.unknown());
    }
    var request =
        CancelOrderRequest.newBuilder()
            .setAccountId(caller.accountId())
            .setUserId(caller.userId())
            .setOrderId(OrderId.toBytes(id.get()))
            .build();
    return bus.<OrderReply>request(Addresses.ORDER_CANCEL, request)
        .map(reply -> OrderAnswers.of(reply, ApiOrder::receipt, Map.of()));
  }

  /** {@code DELETE /orders?symbol=}: 207 with a result for each order that lived. */
  public Future<Answer> cancelAll(Call call) {
    var query = call.query();
    var named = query.text("symbol", 32);
    var problem = query.problem();
    if (problem.isPresent()) {
      return Future.succeededFuture(new Refused(problem.get()));
    }
    var request =
        CancelAllRequest.newBuilder()
            .setAccountId(call.caller().accountId())
            .setUserId(call.caller().userId());
    if (named.isPresent()) {
      var instrument = instruments.resolve(named.get());
      if (instrument.isEmpty()) {
        return OrdersApi.unknownInstrument(instruments, "?symbol");
      }
      request.setSymbol(instrument.get().getSymbol());
    }
    return bus.<CancelAllReply>request(Addresses.ORDER_CANCEL_ALL, request.build())
        .map(OrderChangesApi::results);
  }

  private static Answer results(CancelAllReply reply) {
    var results = new JsonArray();
    for (var one : reply.getResultsList()) {
      var orderId = OrderId.of(one.getOrderId()).toString();
      var answer = OrderAnswers.of(one.getReply(), ApiOrder::receipt, Map.of());
      results.add(OrderAnswers.entry(ORDERS + orderId, answer).put("orderId", orderId));
    }
    return new Answer.Success(
        207, new JsonObject().put("results", results).put("more", reply.getMore()), Map.of());
  }
}
