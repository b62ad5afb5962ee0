package openbell.gateway;

import com.google.protobuf.ByteString;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import openbell.model.Addresses;
import openbell.model.OrderId;
import openbell.runtime.Bus;
import openbell.runtime.Fault;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.Refusal;
import openbell.wire.order.CancelAllReply;
import openbell.wire.order.CancelAllRequest;
import openbell.wire.order.CancelOrderRequest;
import openbell.wire.order.GetOrderReply;
import openbell.wire.order.GetOrderRequest;
import openbell.wire.order.ListOrdersReply;
import openbell.wire.order.ListOrdersRequest;
import openbell.wire.order.Order;
import openbell.wire.order.OrderHistoryReply;
import openbell.wire.order.OrderHistoryRequest;
import openbell.wire.order.OrderRefused;
import openbell.wire.order.OrderReply;
import openbell.wire.order.OrderResult;
import openbell.wire.order.OrderTransition;
import openbell.wire.order.PlaceOrderRequest;
import openbell.wire.order.ReplaceOrderRequest;

/**
 * Accepts orders, once per key; refuses those of XNSE:TCS for want of funds, fails for XNSE:INFY as
 * a fault, for XNSE:WIPRO as a fault of unknown outcome, and for XNSE:ITC as a bug.
 */
final class InMemoryOrders {
  private static final long ACCEPTED_AT = 1_764_000_000_123_456L;

  /** Every request that came, in order. */
  final List<PlaceOrderRequest> requests = new ArrayList<>();

  /** Every replace that came, in order. */
  final List<ReplaceOrderRequest> replaces = new ArrayList<>();

  private final Map<String, PlaceOrderRequest> byKey = new ConcurrentHashMap<>();
  private final Map<String, Order> orders = new ConcurrentHashMap<>();

  Future<Void> serve(Bus bus) {
    return bus.<PlaceOrderRequest>serve(Addresses.ORDER_PLACE, this::place)
        .compose(placing -> bus.<CancelOrderRequest>serve(Addresses.ORDER_CANCEL, this::cancel))
        .compose(cancelling -> bus.<GetOrderRequest>serve(Addresses.ORDER_GET, this::get))
        .compose(getting -> bus.<ListOrdersRequest>serve(Addresses.ORDER_LIST, this::list))
        .compose(listing -> bus.<ReplaceOrderRequest>serve(Addresses.ORDER_REPLACE, this::replace))
        .compose(
            replacing -> bus.<CancelAllRequest>serve(Addresses.ORDER_CANCEL_ALL, this::cancelAll))
        .compose(all -> bus.<OrderHistoryRequest>serve(Addresses.ORDER_HISTORY, this::history));
  }

  private Optional<Order> own(long accountId, ByteString orderId) {
    return orders.values().stream()
        .filter(one -> one.getOrderId().equals(orderId) && one.getAccountId() == accountId)
        .findFirst();
  }

  /** An order has version 1 for ever here. */
  private Future<OrderReply> replace(ReplaceOrderRequest request) {
    replaces.add(request);
    var order = own(request.getAccountId(), request.getOrderId());
    if (order.isEmpty()) {
      return refused(404, "order.unknown", "", "");
    }
    return request.getVersion() == order.get().getVersion()
        ? Future.succeededFuture(
            OrderReply.newBuilder()
                .setAccepted(
                    order.get().toBuilder()
                        .setOrdStatus(OrdStatus.ORD_STATUS_PENDING_REPLACE)
                        .setVersion(2)
                        .setPendingOrderQty(request.getOrderQty())
                        .setPendingPrice(request.getPrice()))
                .build())
        : refused(412, "order.version_mismatch", "", "1");
  }

  private Future<CancelAllReply> cancelAll(CancelAllRequest request) {
    var reply = CancelAllReply.newBuilder();
    for (var order : orders.values()) {
      if (order.getAccountId() == request.getAccountId()
          && (request.getSymbol().isEmpty() || order.getSymbol().equals(request.getSymbol()))) {
        reply.addResults(
            OrderResult.newBuilder()
                .setOrderId(order.getOrderId())
                .setReply(
                    OrderReply.newBuilder()
                        .setAccepted(
                            order.toBuilder().setOrdStatus(OrdStatus.ORD_STATUS_PENDING_CANCEL))));
      }
    }
    return Future.succeededFuture(reply.build());
  }

  private Future<OrderHistoryReply> history(OrderHistoryRequest request) {
    var reply = OrderHistoryReply.newBuilder();
    own(request.getAccountId(), request.getOrderId())
        .ifPresent(
            order ->
                reply
                    .setOrder(order)
                    .addTransitions(
                        OrderTransition.newBuilder()
                            .setVersion(1)
                            .setOrdStatus(OrdStatus.ORD_STATUS_PENDING_NEW)
                            .setQueued(true)
                            .setEvent("order.accepted")
                            .setActor("user:1")
                            .setOrderQty(order.getOrderQty())
                            .setLeavesQty(order.getLeavesQty())
                            .setRecordedAt(Math.max(ACCEPTED_AT, request.getAsOf()))));
    return Future.succeededFuture(reply.build());
  }

  private Future<OrderReply> place(PlaceOrderRequest request) {
    requests.add(request);
    return switch (request.getSymbol()) {
      case "XNSE:TCS" -> refused(422, "funds.insufficient", "/quantity", "Buy at most 3.");
      case "XNSE:INFY" ->
          Future.failedFuture(Fault.unavailable("system.postgres", "Postgres is away.", null));
      case "XNSE:WIPRO" ->
          Future.failedFuture(Fault.unknown("system.timeout", "No answer at the commit.", null));
      case "XNSE:ITC" -> throw new IllegalStateException("a bug");
      default -> accepted(request);
    };
  }

  private Future<OrderReply> accepted(PlaceOrderRequest request) {
    var key = request.getAccountId() + " " + request.getIdempotencyKey();
    var before = byKey.putIfAbsent(key, request);
    if (before != null && !before.getRequestHash().equals(request.getRequestHash())) {
      return refused(422, "idempotency.key_reused", "", "");
    }
    var order = orders.computeIfAbsent(key, missing -> order(request));
    return Future.succeededFuture(
        OrderReply.newBuilder().setAccepted(order).setReplayed(before != null).build());
  }

  private static Order order(PlaceOrderRequest request) {
    return Order.newBuilder()
        .setOrderId(OrderId.toBytes(UUID.randomUUID()))
        .setAccountId(request.getAccountId())
        .setClOrdId(request.getClOrdId())
        .setSymbol(request.getSymbol())
        .setSide(request.getSide())
        .setOrdType(request.getOrdType())
        .setTimeInForce(request.getTimeInForce())
        .setProduct(request.getProduct())
        .setOrderQty(request.getOrderQty())
        .setLeavesQty(request.getOrderQty())
        .setPrice(request.getPrice())
        .setStopPx(request.getStopPx())
        .setExpireDate(request.getExpireDate())
        .setQueued(request.getQueueIfClosed())
        .setOrdStatus(OrdStatus.ORD_STATUS_PENDING_NEW)
        .setVersion(1)
        .setAcceptedAt(ACCEPTED_AT)
        .setUpdatedAt(ACCEPTED_AT)
        .build();
  }

  private Future<OrderReply> cancel(CancelOrderRequest request) {
    var order =
        orders.values().stream()
            .filter(one -> one.getOrderId().equals(request.getOrderId()))
            .filter(one -> one.getAccountId() == request.getAccountId())
            .findFirst();
    return order.isEmpty()
        ? refused(404, "order.unknown", "", "")
        : Future.succeededFuture(
            OrderReply.newBuilder()
                .setAccepted(
                    order.get().toBuilder().setOrdStatus(OrdStatus.ORD_STATUS_PENDING_CANCEL))
                .build());
  }

  private Future<GetOrderReply> get(GetOrderRequest request) {
    var reply = GetOrderReply.newBuilder();
    orders.values().stream()
        .filter(one -> one.getAccountId() == request.getAccountId())
        .filter(
            one ->
                one.getOrderId().equals(request.getOrderId())
                    || one.getClOrdId().equals(request.getClOrdId()))
        .findFirst()
        .map(InMemoryOrders::seen)
        .ifPresent(reply::setOrder);
    return Future.succeededFuture(reply.build());
  }

  /** An XNSE:SBIN order is open when it is looked at. */
  private static Order seen(Order order) {
    return order.getSymbol().equals("XNSE:SBIN")
        ? order.toBuilder().setOrdStatus(OrdStatus.ORD_STATUS_NEW).setVersion(2).build()
        : order;
  }

  private Future<ListOrdersReply> list(ListOrdersRequest request) {
    var found =
        orders.values().stream()
            .filter(one -> one.getAccountId() == request.getAccountId())
            .limit(request.getLimit())
            .toList();
    return Future.succeededFuture(
        ListOrdersReply.newBuilder().addAllOrders(found).setNextCursor("more").build());
  }

  private static Future<OrderReply> refused(int status, String code, String pointer, String hint) {
    return Future.succeededFuture(
        OrderReply.newBuilder()
            .setRefused(
                OrderRefused.newBuilder()
                    .setStatus(status)
                    .addRefusals(
                        Refusal.newBuilder()
                            .setCode(code)
                            .setDetail("No.")
                            .setPointer(pointer)
                            .setHint(hint)))
            .build());
  }
}
