package openbell.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import openbell.gateway.auth.Caller;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Answer.Refused;
import openbell.gateway.web.Call;
import openbell.gateway.web.Fields;
import openbell.gateway.web.Problem;
import openbell.gateway.web.Problem.FieldError;
import openbell.model.Addresses;
import openbell.model.OrderId;
import openbell.runtime.Bus;
import openbell.runtime.Fault;
import openbell.runtime.InstrumentDirectory;
import openbell.runtime.Node;
import openbell.wire.order.GetOrderReply;
import openbell.wire.order.GetOrderRequest;
import openbell.wire.order.ListOrdersReply;
import openbell.wire.order.Order;
import openbell.wire.order.OrderHistoryReply;
import openbell.wire.order.OrderHistoryRequest;
import openbell.wire.order.OrderReply;
import openbell.wire.order.PlaceOrderRequest;

/**
 * {@code /orders...}: places and reads; decodes, asks the order module on the bus, and says its
 * answer in plain words. Thread-safe; keeps nothing.
 */
public final class OrdersApi {
  private static final Map<String, String> REPLAYED = Map.of("Idempotent-Replayed", "true");
  private static final Pattern CLIENT_ORDER_ID = Pattern.compile("[\\x21-\\x7E]{1,64}");

  private final InstrumentDirectory instruments;
  private final Bus bus;
  private final ExecutionWait executions;
  private final InstantSource clock;

  public OrdersApi(Node node, InstantSource clock) {
    this.instruments = node.instruments();
    this.bus = node.bus();
    this.executions = new ExecutionWait(node.vertx(), bus);
    this.clock = clock;
  }

  /** {@code POST /orders}: 202 when the order is stored; later where the client prefers so. */
  public Future<Answer> place(Call call) {
    var form = NewOrderForm.read(call.caller(), call.body(), call.header("Idempotency-Key"));
    return place(form, ExecutionWait.preferredMs(call));
  }

  /** The same with the key in the body. */
  public Future<Answer> place(Caller caller, Fields body) {
    return place(NewOrderForm.read(caller, body, Optional.empty()), 0);
  }

  private Future<Answer> place(NewOrderForm form, long waitMs) {
    if (form.problem().isPresent()) {
      return Future.succeededFuture(new Refused(form.problem().get()));
    }
    var symbol = canonical(form.request().getSymbol());
    if (symbol.isEmpty()) {
      return unknownInstrument();
    }
    PlaceOrderRequest request =
        form.request().toBuilder()
            .setSymbol(symbol.get())
            .setReceivedAt(ApiWords.micros(clock.instant()))
            .build();
    return bus.<OrderReply>request(Addresses.ORDER_PLACE, request)
        .compose(
            reply ->
                reply.hasAccepted() && !reply.getReplayed()
                    ? executions.until(reply.getAccepted(), waitMs).map(OrdersApi::receipt)
                    : Future.succeededFuture(
                        OrderAnswers.of(
                            reply, ApiOrder::receipt, reply.getReplayed() ? REPLAYED : Map.of())));
  }

  /** {@code GET /orders/{orderId}}, with its fills. */
  public Future<Answer> find(Call call) {
    var orderId = OrderId.parse(call.path("orderId"));
    return orderId.isEmpty()
        ? Future.succeededFuture(OrderAnswers.unknown())
        : find(request(call).setOrderId(OrderId.toBytes(orderId.get())).build());
  }

  /** {@code GET /orders/by-client-id/{clientOrderId}}. */
  public Future<Answer> findByClientId(Call call) {
    var clientOrderId = call.path("clientOrderId");
    return CLIENT_ORDER_ID.matcher(clientOrderId).matches()
        ? find(request(call).setClOrdId(clientOrderId).build())
        : Future.succeededFuture(OrderAnswers.unknown());
  }

  /** {@code GET /orders/{orderId}/history?asOf=}: every transition, oldest first. */
  public Future<Answer> history(Call call) {
    var query = call.query();
    var asOf = OrderListForm.time(query, "asOf", 0);
    var problem = query.problem();
    if (problem.isPresent()) {
      return Future.succeededFuture(new Refused(problem.get()));
    }
    var orderId = OrderId.parse(call.path("orderId"));
    if (orderId.isEmpty()) {
      return Future.succeededFuture(OrderAnswers.unknown());
    }
    var request =
        OrderHistoryRequest.newBuilder()
            .setAccountId(call.caller().accountId())
            .setOrderId(OrderId.toBytes(orderId.get()))
            .setAsOf(asOf)
            .build();
    return bus.<OrderHistoryReply>request(Addresses.ORDER_HISTORY, request).map(OrdersApi::history);
  }

  private static Answer history(OrderHistoryReply reply) {
    if (!reply.hasOrder()) {
      return OrderAnswers.unknown();
    }
    var data = new JsonArray();
    reply.getTransitionsList().forEach(one -> data.add(ApiOrder.transition(one)));
    return Answer.ok(
        new JsonObject()
            .put("orderId", OrderId.of(reply.getOrder().getOrderId()).toString())
            .put("data", data));
  }

  /** {@code GET /orders}, newest first. */
  public Future<Answer> list(Call call) {
    var form = OrderListForm.read(call.caller(), call.query());
    if (form.problem().isPresent()) {
      return Future.succeededFuture(new Refused(form.problem().get()));
    }
    var request = form.request().toBuilder();
    if (!request.getSymbol().isEmpty()) {
      var symbol = canonical(request.getSymbol());
      if (symbol.isEmpty()) {
        return unknownInstrument();
      }
      request.setSymbol(symbol.get());
    }
    return bus.<ListOrdersReply>request(Addresses.ORDER_LIST, request.build()).map(OrdersApi::page);
  }

  private Future<Answer> find(GetOrderRequest request) {
    return bus.<GetOrderReply>request(Addresses.ORDER_GET, request)
        .map(
            reply ->
                reply.hasOrder()
                    ? new Answer.Success(
                        200,
                        ApiOrder.jsonWithFills(reply.getOrder()),
                        OrderAnswers.eTag(reply.getOrder()))
                    : OrderAnswers.unknown());
  }

  private static GetOrderRequest.Builder request(Call call) {
    return GetOrderRequest.newBuilder().setAccountId(call.caller().accountId());
  }

  private Optional<String> canonical(String symbol) {
    return instruments.resolve(symbol).map(instrument -> instrument.getSymbol());
  }

  private Future<Answer> unknownInstrument() {
    return unknownInstrument(instruments, "/symbol");
  }

  /** A listing that nobody knows, or a node that does not know its listings yet. */
  static Future<Answer> unknownInstrument(InstrumentDirectory instruments, String pointer) {
    return instruments.loaded().succeeded()
        ? Future.succeededFuture(
            new Refused(
                Problem.refused(
                    422,
                    "instrument.unknown",
                    "There is no such listing.",
                    List.of(new FieldError(pointer, "instrument.unknown", "No such listing.")),
                    "")))
        : Future.failedFuture(
            Fault.unavailable("system.starting", "The listings are not known yet.", null));
  }

  private static Answer receipt(Order order) {
    return Answer.accepted(ApiOrder.receipt(order));
  }

  private static Answer page(ListOrdersReply reply) {
    if (reply.hasRefused()) {
      var refusal = reply.getRefused();
      return new Refused(Problem.refused(400, refusal.getCode(), refusal.getDetail()));
    }
    var orders = new JsonArray();
    for (Order order : reply.getOrdersList()) {
      orders.add(ApiOrder.json(order));
    }
    var body = new JsonObject().put("orders", orders);
    return Answer.ok(
        reply.getNextCursor().isEmpty() ? body : body.put("nextCursor", reply.getNextCursor()));
  }
}
