package openbell.benchmarks.intake;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import openbell.model.OrderId;
import openbell.wire.account.AccountEventBody;
import openbell.wire.account.OrderEvent;
import openbell.wire.common.OrdStatus;
import openbell.wire.order.Order;
import openbell.wire.order.PlaceOrderRequest;
import openbell.wire.venue.NewOrderSingle;
import openbell.wire.venue.VenueCommand;

/** An order that the peer takes, as the rows it writes: bodies hold what the platform's hold. */
final class PeerOrder {
  private static final int TRADE_DATE = 20260105;

  private final PlaceOrderRequest request;
  private final UUID orderId;
  private final Instant acceptedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final long acceptedAtMicros = ChronoUnit.MICROS.between(Instant.EPOCH, acceptedAt);
  private final Order order;

  PeerOrder(PlaceOrderRequest request) {
    this.request = request;
    var random = ThreadLocalRandom.current();
    this.orderId = OrderId.uuidV7(acceptedAt.toEpochMilli(), random.nextLong(), random.nextLong());
    this.order =
        Order.newBuilder()
            .setOrderId(OrderId.toBytes(orderId))
            .setAccountId(request.getAccountId())
            .setClOrdId(orderId.toString())
            .setSymbol(request.getSymbol())
            .setSide(request.getSide())
            .setOrdType(request.getOrdType())
            .setTimeInForce(request.getTimeInForce())
            .setProduct(request.getProduct())
            .setOrderQty(request.getOrderQty())
            .setPrice(request.getPrice())
            .setOrdStatus(OrdStatus.ORD_STATUS_PENDING_NEW)
            .setLeavesQty(request.getOrderQty())
            .setVersion(1)
            .setAcceptedAt(acceptedAtMicros)
            .setUpdatedAt(acceptedAtMicros)
            .build();
  }

  /** Notional and a fixed rate for charges: the peer reads no fee schedule. */
  static long hold(PlaceOrderRequest request) {
    var notional = Math.multiplyExact(request.getPrice(), request.getOrderQty());
    return Math.addExact(notional, notional / 500);
  }

  Tuple holdRow() {
    return Tuple.of(
        new UUID[] {orderId},
        new Long[] {request.getAccountId()},
        new String[] {OrderSource.CURRENCY},
        new Long[] {hold(request)});
  }

  Tuple answerRow() {
    return Tuple.of(
        request.getAccountId(),
        request.getIdempotencyKey(),
        Buffer.buffer(request.getRequestHash().toByteArray()),
        PeerIntake.bytes(order));
  }

  Tuple clOrdIdRow() {
    return Tuple.of(request.getAccountId(), order.getClOrdId(), orderId);
  }

  Tuple row() {
    return Tuple.of(
            orderId,
            request.getAccountId(),
            request.getUserId(),
            order.getClOrdId(),
            request.getSymbol(),
            OrderSource.CURRENCY)
        .addInteger(order.getSideValue())
        .addInteger(order.getOrdTypeValue())
        .addInteger(order.getTimeInForceValue())
        .addInteger(order.getProductValue())
        .addLong(order.getOrderQty())
        .addLong(order.getPrice())
        .addInteger(TRADE_DATE)
        .addInteger(partition())
        .addOffsetDateTime(acceptedAt.atOffset(ZoneOffset.UTC))
        .addInteger(order.getOrdStatusValue());
  }

  Tuple transitionRow() {
    return Tuple.of(
        orderId,
        order.getOrdStatusValue(),
        request.getUserId(),
        order.getOrderQty(),
        order.getPrice());
  }

  Tuple commandRow() {
    var command =
        VenueCommand.newBuilder()
            .setOrderId(order.getOrderId())
            .setAccountId(request.getAccountId())
            .setSymbol(request.getSymbol())
            .setParticipant("CUSTOMER")
            .setTradeDate(TRADE_DATE)
            .setSendingTime(acceptedAtMicros)
            .setNewOrderSingle(
                NewOrderSingle.newBuilder()
                    .setSide(request.getSide())
                    .setOrdType(request.getOrdType())
                    .setTimeInForce(request.getTimeInForce())
                    .setOrderQty(request.getOrderQty())
                    .setPrice(request.getPrice()))
            .build();
    return Tuple.of(orderId, partition(), request.getSymbol(), PeerIntake.bytes(command));
  }

  Tuple eventRow() {
    var body =
        AccountEventBody.newBuilder().setOrder(OrderEvent.newBuilder().setOrder(order)).build();
    return Tuple.of(
        new Long[] {request.getAccountId()},
        new String[] {"order.accepted"},
        new Buffer[] {PeerIntake.bytes(body)});
  }

  private int partition() {
    return Math.floorMod(request.getSymbol().hashCode(), OrderSource.PARTITIONS);
  }
}
