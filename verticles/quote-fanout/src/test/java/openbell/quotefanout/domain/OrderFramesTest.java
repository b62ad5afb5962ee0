package openbell.quotefanout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import openbell.model.OrderId;
import openbell.wire.account.AccountEvent;
import openbell.wire.account.AccountEventBody;
import openbell.wire.account.OrderEvent;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.OrdType;
import openbell.wire.common.Side;
import openbell.wire.common.TimeInForce;
import openbell.wire.order.Fill;
import openbell.wire.order.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderFramesTest {
  private static final UUID ID = UUID.fromString("0198a0a0-0000-7000-8000-000000000001");

  private static Order.Builder order() {
    return Order.newBuilder()
        .setOrderId(OrderId.toBytes(ID))
        .setClOrdId("c-1")
        .setSymbol("XNSE:RELIANCE")
        .setSide(Side.SIDE_BUY)
        .setOrdType(OrdType.ORD_TYPE_LIMIT)
        .setTimeInForce(TimeInForce.TIME_IN_FORCE_DAY)
        .setOrdStatus(OrdStatus.ORD_STATUS_PARTIALLY_FILLED)
        .setOrderQty(10)
        .setCumQty(3)
        .setLeavesQty(7)
        .setPrice(28_500_500)
        .setCumNotional(3 * 28_500_000L)
        .setVersion(4);
  }

  private static AccountEvent event(String type, OrderEvent.Builder order) {
    return AccountEvent.newBuilder()
        .setAccountId(11)
        .setSeq(9)
        .setRecordedAt(1_764_000_000_120_000L)
        .setType(type)
        .setBody(AccountEventBody.newBuilder().setOrder(order))
        .build();
  }

  @Test
  void aFillSaysWhatHappenedAndWhereTheOrderIsNow() {
    var fill =
        Fill.newBuilder()
            .setExecId("e-1")
            .setTrdMatchId("m-1")
            .setLastPx(28_500_000)
            .setLastQty(3)
            .setCharges(12_345);

    var frame =
        OrderFrames.of(
            event("order.partial_fill", OrderEvent.newBuilder().setOrder(order()).setFill(fill)));

    assertThat(frame)
        .containsEntry("type", "order")
        .containsEntry("seq", 9L)
        .containsEntry("event", "order.partial_fill")
        .containsEntry("at", "2025-11-24T16:00:00.120000Z")
        .containsEntry("orderId", ID.toString())
        .containsEntry("clientOrderId", "c-1")
        .containsEntry("side", "BUY")
        .containsEntry("orderType", "LIMIT")
        .containsEntry("validity", "DAY")
        .containsEntry("status", "PARTIALLY_FILLED")
        .containsEntry("quantity", "10")
        .containsEntry("filledQuantity", "3")
        .containsEntry("remainingQuantity", "7")
        .containsEntry("price", "2850.05")
        .containsEntry("averagePrice", "2850.00")
        .doesNotContainKeys("triggerPrice", "triggered", "reason", "venueOrderId");
    assertThat(frame.get("fill").toString())
        .contains("eventId=e-1", "tradeId=m-1", "price=2850.00", "quantity=3", "charges=1.2345");
  }

  @ParameterizedTest
  @CsvSource({
    "ORD_STATUS_PENDING_NEW, false, PENDING",
    "ORD_STATUS_PENDING_NEW, true, QUEUED",
    "ORD_STATUS_NEW, false, OPEN",
    "ORD_STATUS_PARTIALLY_FILLED, false, PARTIALLY_FILLED",
    "ORD_STATUS_FILLED, false, FILLED",
    "ORD_STATUS_CANCELED, false, CANCELLED",
    "ORD_STATUS_REJECTED, false, REJECTED",
    "ORD_STATUS_EXPIRED, false, EXPIRED",
    "ORD_STATUS_PENDING_CANCEL, false, PENDING_CANCEL",
    "ORD_STATUS_PENDING_REPLACE, false, PENDING_MODIFY"
  })
  void statusesHaveTheirOutsideNames(OrdStatus inside, boolean queued, String outside) {
    var order = order().setOrdStatus(inside).setQueued(queued);

    assertThat(OrderFrames.of(event("order.open", OrderEvent.newBuilder().setOrder(order))))
        .containsEntry("status", outside);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStopSaysWhetherItWasTriggered(boolean triggered) {
    var stop = order().setStopPx(28_400_000).setTriggered(triggered);

    assertThat(OrderFrames.of(event("order.open", OrderEvent.newBuilder().setOrder(stop))))
        .containsEntry("triggerPrice", "2840.00")
        .containsEntry("triggered", triggered);
  }

  @Test
  void aRejectionCarriesItsReason() {
    var order = OrderEvent.newBuilder().setOrder(order()).setReason("venue.no_liquidity");

    assertThat(OrderFrames.of(event("order.rejected", order)).get("reason"))
        .hasToString("{code=venue.no_liquidity}");
  }
}
