package openbell.order;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import openbell.model.Addresses;
import openbell.model.OrderId;
import openbell.order.CommandStore.Cancelled;
import openbell.order.domain.CancelOutcome;
import openbell.order.domain.Refused;
import openbell.order.domain.ReplaceOrder;
import openbell.order.domain.ReplaceOutcome;
import openbell.runtime.Bus;
import openbell.wire.order.CancelAllReply;
import openbell.wire.order.CancelAllRequest;
import openbell.wire.order.CancelOrderRequest;
import openbell.wire.order.OrderReply;
import openbell.wire.order.OrderResult;
import openbell.wire.order.ReplaceOrderRequest;

/** Serves the commands on orders: decodes, refuses what is malformed, encodes answers. */
final class CommandIngress {
  private static final int MAX_CANCELS = 500;

  private final CommandService service;

  CommandIngress(CommandService service) {
    this.service = service;
  }

  Future<Void> serve(Bus bus) {
    return Future.all(
            bus.<CancelOrderRequest>serve(Addresses.ORDER_CANCEL, this::cancel),
            bus.<CancelAllRequest>serve(Addresses.ORDER_CANCEL_ALL, this::cancelAll),
            bus.<ReplaceOrderRequest>serve(Addresses.ORDER_REPLACE, this::replace))
        .mapEmpty();
  }

  private Future<OrderReply> cancel(CancelOrderRequest request) {
    return request.getOrderId().size() == 16
        ? service
            .cancel(request.getAccountId(), request.getUserId(), OrderId.of(request.getOrderId()))
            .map(CommandIngress::reply)
        : unknownId();
  }

  private static Future<OrderReply> unknownId() {
    return Future.succeededFuture(
        OrderMessages.refused(Refused.of(404, "order.unknown", "No order has such an id.")));
  }

  private static OrderReply reply(CancelOutcome outcome) {
    return switch (outcome) {
      case CancelOutcome.Changed(var change) -> OrderMessages.accepted(change.after(), false);
      case CancelOutcome.AsBefore(var order) -> OrderMessages.accepted(order, true);
      case Refused refused -> OrderMessages.refused(refused);
    };
  }

  /** As many as are taken at once: there may be more. */
  private Future<CancelAllReply> cancelAll(CancelAllRequest request) {
    return service
        .cancelAll(request.getAccountId(), request.getUserId(), request.getSymbol(), MAX_CANCELS)
        .map(CommandIngress::reply);
  }

  private static CancelAllReply reply(List<Cancelled> all) {
    var reply = CancelAllReply.newBuilder().setMore(all.size() == MAX_CANCELS);
    for (var one : all) {
      reply.addResults(
          OrderResult.newBuilder()
              .setOrderId(OrderId.toBytes(one.orderId()))
              .setReply(reply(one.outcome())));
    }
    return reply.build();
  }

  private Future<OrderReply> replace(ReplaceOrderRequest request) {
    if (request.getOrderId().size() != 16) {
      return unknownId();
    }
    var malformed = malformed(request);
    return malformed.isPresent()
        ? Future.succeededFuture(OrderMessages.refused(malformed.get()))
        : service.replace(decode(request)).map(CommandIngress::reply);
  }

  private static Optional<Refused> malformed(ReplaceOrderRequest request) {
    if (!request.hasOrderQty() && !request.hasPrice() && !request.hasStopPx()) {
      return refused("A replace names a quantity, a price or a trigger price.");
    }
    var positive =
        (!request.hasOrderQty() || request.getOrderQty() > 0)
            && (!request.hasPrice() || request.getPrice() > 0)
            && (!request.hasStopPx() || request.getStopPx() > 0);
    return positive ? Optional.empty() : refused("Quantity and prices are above zero.");
  }

  private static Optional<Refused> refused(String detail) {
    return Optional.of(Refused.of(400, "request.invalid", detail));
  }

  private static ReplaceOrder decode(ReplaceOrderRequest request) {
    return new ReplaceOrder(
        request.getAccountId(),
        request.getUserId(),
        OrderId.of(request.getOrderId()),
        request.getVersion(),
        optional(request.hasOrderQty(), request.getOrderQty()),
        optional(request.hasPrice(), request.getPrice()),
        optional(request.hasStopPx(), request.getStopPx()),
        request.getReceivedAt());
  }

  private static OptionalLong optional(boolean isThere, long value) {
    return isThere ? OptionalLong.of(value) : OptionalLong.empty();
  }

  private static OrderReply reply(ReplaceOutcome outcome) {
    return switch (outcome) {
      case ReplaceOutcome.Changed(var change, var raise, var released) ->
          OrderMessages.accepted(change.after(), false);
      case Refused refused -> OrderMessages.refused(refused);
    };
  }
}
