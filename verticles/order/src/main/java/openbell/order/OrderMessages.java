package openbell.order;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.util.Optional;
import openbell.model.OrderId;
import openbell.order.domain.Fill;
import openbell.order.domain.Order;
import openbell.order.domain.OrderEvent;
import openbell.order.domain.PendingReplace;
import openbell.order.domain.Refused;
import openbell.wire.account.AccountEventBody;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.Refusal;
import openbell.wire.order.OrderRefused;
import openbell.wire.order.OrderReply;
import openbell.wire.venue.NewOrderSingle;
import openbell.wire.venue.OrderCancelReplaceRequest;
import openbell.wire.venue.OrderCancelRequest;
import openbell.wire.venue.VenueCommand;

/** Encodes the domain for the bus, for {@code venue.orders.v1} and for the account's events. */
final class OrderMessages {
  private static final String PARTICIPANT = "CUSTOMER";

  private OrderMessages() {}

  /** An order without its fills. */
  static openbell.wire.order.Order order(Order order) {
    return builder(order).build();
  }

  static openbell.wire.order.Order.Builder builder(Order order) {
    var terms = order.terms();
    return openbell.wire.order.Order.newBuilder()
        .setOrderId(OrderId.toBytes(terms.orderId()))
        .setAccountId(terms.accountId())
        .setClOrdId(terms.clOrdId())
        .setSymbol(terms.symbol())
        .setSide(terms.side().wire())
        .setOrdType(terms.ordType().wire())
        .setTimeInForce(terms.timeInForce().wire())
        .setProduct(terms.product().wire())
        .setOrderQty(terms.orderQty())
        .setPrice(terms.price())
        .setStopPx(terms.stopPx())
        .setProtectionPx(terms.protectionPx())
        .setOrdStatus(order.ordStatus().wire())
        .setCumQty(order.cumQty())
        .setLeavesQty(order.leavesQty())
        .setCumNotional(order.cumNotional())
        .setCumCharges(order.cumCharges())
        .setVersion(order.version())
        .setReason(order.reason())
        .setVenueOrderId(order.venueOrderId())
        .setAcceptedAt(terms.acceptedAtMicros())
        .setUpdatedAt(order.updatedAtMicros())
        .addAllTags(terms.tags())
        .setExpireDate(terms.expireDate())
        .setQueued(order.queued())
        .setTriggered(order.triggered())
        .setPendingOrderQty(order.pending().map(PendingReplace::orderQty).orElse(0L))
        .setPendingPrice(order.pending().map(PendingReplace::price).orElse(0L))
        .setPendingStopPx(order.pending().map(PendingReplace::stopPx).orElse(0L));
  }

  static openbell.wire.order.Fill fill(Fill fill) {
    return openbell.wire.order.Fill.newBuilder()
        .setExecId(fill.execId())
        .setTrdMatchId(fill.trdMatchId())
        .setLastPx(fill.lastPx())
        .setLastQty(fill.lastQty())
        .setCharges(fill.charges())
        .setTransactTime(fill.transactTimeMicros())
        .build();
  }

  static OrderReply accepted(Order order, boolean replayed) {
    return OrderReply.newBuilder().setAccepted(order(order)).setReplayed(replayed).build();
  }

  /** The stored answer of an earlier request. */
  static OrderReply stored(ByteBuffer answer) {
    try {
      var order = openbell.wire.order.Order.parseFrom(answer);
      return OrderReply.newBuilder().setAccepted(order).setReplayed(true).build();
    } catch (InvalidProtocolBufferException corrupt) {
      throw new IllegalStateException("a stored answer is no Order", corrupt);
    }
  }

  static OrderReply refused(Refused refused) {
    var wire = OrderRefused.newBuilder().setStatus(refused.status());
    for (var refusal : refused.refusals()) {
      wire.addRefusals(
          Refusal.newBuilder()
              .setCode(refusal.code())
              .setDetail(refusal.detail())
              .setPointer(refusal.pointer())
              .setHint(refusal.hint()));
    }
    return OrderReply.newBuilder().setRefused(wire).build();
  }

  /** The NewOrderSingle of an order that is sent: command 0. */
  static VenueCommand newOrderSingle(Order order) {
    var terms = order.terms();
    return command(order, 0)
        .setNewOrderSingle(
            NewOrderSingle.newBuilder()
                .setSide(terms.side().wire())
                .setOrdType(terms.ordType().wire())
                .setTimeInForce(terms.timeInForce().wire())
                .setOrderQty(terms.orderQty())
                .setPrice(terms.worstPx())
                .setStopPx(terms.stopPx())
                .setExpireDate(terms.expireDate()))
        .build();
  }

  /** The command that an event sends to the venue; empty if it sends none. */
  static Optional<VenueCommand> command(OrderEvent event, Order after) {
    return switch (event) {
      case OrderEvent.Released _ -> Optional.of(newOrderSingle(after));
      case OrderEvent.CancelRequested _ ->
          Optional.of(
              command(after, after.lastCmdNo())
                  .setOrderCancelRequest(OrderCancelRequest.getDefaultInstance())
                  .build());
      case OrderEvent.ReplaceRequested(var replace) ->
          Optional.of(
              command(after, replace.cmdNo())
                  .setOrderCancelReplaceRequest(
                      OrderCancelReplaceRequest.newBuilder()
                          .setOrderQty(replace.orderQty())
                          .setPrice(replace.worstPx())
                          .setStopPx(replace.stopPx()))
                  .build());
      case OrderEvent.Opened _,
          OrderEvent.Triggered _,
          OrderEvent.Traded _,
          OrderEvent.Replaced _,
          OrderEvent.Cancelled _,
          OrderEvent.Rejected _,
          OrderEvent.Expired _,
          OrderEvent.CancelRejected _,
          OrderEvent.ReplaceRejected _ ->
          Optional.empty();
    };
  }

  private static VenueCommand.Builder command(Order order, int cmdNo) {
    var terms = order.terms();
    return VenueCommand.newBuilder()
        .setOrderId(OrderId.toBytes(terms.orderId()))
        .setCmdNo(cmdNo)
        .setAccountId(terms.accountId())
        .setSymbol(terms.symbol())
        .setParticipant(PARTICIPANT)
        .setTradeDate(terms.tradeDate())
        .setSendingTime(order.updatedAtMicros());
  }

  /** The body of {@code order.accepted}. */
  static AccountEventBody acceptedEvent(Order order) {
    return body(openbell.wire.account.OrderEvent.newBuilder().setOrder(order(order)));
  }

  /** The body of an event that made {@code after}. */
  static AccountEventBody event(OrderEvent event, Order after) {
    var wire =
        openbell.wire.account.OrderEvent.newBuilder()
            .setOrder(order(after))
            .setReason(after.reason());
    if (event instanceof OrderEvent.Traded traded) {
      wire.setFill(fill(traded.fill()));
    }
    return body(wire);
  }

  /** What happened, by name: the account event's type, or what was asked for. */
  static String eventType(OrderEvent event, Order after) {
    return switch (event) {
      case OrderEvent.Released released -> "order.released";
      case OrderEvent.CancelRequested requested -> "order.cancel_requested";
      case OrderEvent.ReplaceRequested requested -> "order.modify_requested";
      case OrderEvent.Opened opened -> "order.open";
      case OrderEvent.Triggered triggered -> "order.triggered";
      case OrderEvent.Traded traded ->
          after.ordStatus().wire() == OrdStatus.ORD_STATUS_FILLED
              ? "order.fill"
              : "order.partial_fill";
      case OrderEvent.Replaced replaced -> "order.modified";
      case OrderEvent.Cancelled cancelled -> "order.cancelled";
      case OrderEvent.Rejected rejected -> "order.rejected";
      case OrderEvent.Expired expired -> "order.expired";
      case OrderEvent.CancelRejected rejected -> "order.cancel_rejected";
      case OrderEvent.ReplaceRejected rejected -> "order.modify_rejected";
    };
  }

  /** Whether the account is told; not of what the client itself has just asked for. */
  static boolean isTold(OrderEvent event) {
    return !(event instanceof OrderEvent.CancelRequested)
        && !(event instanceof OrderEvent.ReplaceRequested);
  }

  private static AccountEventBody body(openbell.wire.account.OrderEvent.Builder event) {
    return AccountEventBody.newBuilder().setOrder(event).build();
  }
}
