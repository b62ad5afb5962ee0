package openbell.order;

import static openbell.order.OrderPlatform.CASH;
import static openbell.order.OrderPlatform.PX;
import static openbell.order.OrderPlatform.await;
import static openbell.order.OrderPlatform.limit;
import static openbell.order.OrderPlatform.report;
import static openbell.order.OrderPlatform.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import openbell.model.Addresses;
import openbell.model.OrderId;
import openbell.wire.common.ExecType;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.Side;
import openbell.wire.order.ExplainOrderReply;
import openbell.wire.order.ExplainOrderRequest;
import openbell.wire.order.ExplainedTransition;
import openbell.wire.order.FilledLevel;
import openbell.wire.order.Order;
import openbell.wire.venue.Arrival;
import openbell.wire.venue.ArrivalLevel;
import openbell.wire.venue.ExecutionReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What explains an order is stored with its transitions, on real stores. */
@Timeout(120)
class OrderExplainIT {
  private static final long RECEIVED = 1_767_600_000_000_001L;
  private static final long LOGGED = 1_767_600_000_000_000L;
  @RegisterExtension static final OrderPlatform platform = OrderPlatform.deployed(1);

  private static ExplainOrderReply explain(long account, ByteString orderId) {
    var request =
        ExplainOrderRequest.newBuilder().setAccountId(account).setOrderId(orderId).build();
    return await(platform.node.bus().request(Addresses.ORDER_EXPLAIN, request));
  }

  private static ExecutionReport.Builder timed(ExecutionReport.Builder report, long after) {
    return report.setDequeuedAt(LOGGED + after).setDecidedAt(LOGGED + after + 30);
  }

  private static Arrival book() {
    return Arrival.newBuilder()
        .addAsks(ArrivalLevel.newBuilder().setPrice(PX - 1_000).setQuantity(4))
        .addAsks(ArrivalLevel.newBuilder().setPrice(PX - 500).setQuantity(9))
        .setLastPx(PX - 2_000)
        .build();
  }

  @Test
  void anOrderThatCrossedTwoLevelsIsExplained() {
    var account = platform.account(CASH, 0);
    var order = platform.accepted(limit(account, Side.SIDE_BUY, 10, "k1").setReceivedAt(RECEIVED));
    platform.send(
        timed(report(order, ExecType.EXEC_TYPE_NEW).setArrival(book()), 200),
        timed(trade(order, 3, PX - 1_000), 200),
        timed(trade(order, 1, PX - 1_000), 200),
        timed(trade(order, 6, PX - 500), 200));
    platform.reaches(order, OrdStatus.ORD_STATUS_FILLED);

    var reply = explain(account, order.getOrderId());

    assertThat(reply.getOrder().getCumQty()).isEqualTo(10);
    assertThat(reply.getMore()).isFalse();
    assertThat(reply.getLevelsList())
        .containsExactly(level(PX - 1_000, 4, 2), level(PX - 500, 6, 1));
    assertThat(reply.getTransitionsList())
        .extracting(one -> one.getTransition().getEvent())
        .containsExactly(
            "order.accepted",
            "order.open",
            "order.partial_fill",
            "order.partial_fill",
            "order.fill");
    var accepted = reply.getTransitions(0);
    assertThat(accepted.getReceivedAt()).isEqualTo(RECEIVED);
    assertThat(accepted.getInputs()).isEqualTo(AllowingRisk.INPUTS);
    assertThat(accepted.hasArrival()).isFalse();
    var opened = reply.getTransitions(1);
    assertThat(opened.getLoggedAt()).isEqualTo(LOGGED);
    assertThat(opened.getDequeuedAt()).isEqualTo(LOGGED + 200);
    assertThat(opened.getDecidedAt()).isEqualTo(LOGGED + 230);
    assertThat(opened.getArrival()).isEqualTo(book());
    assertThat(opened.hasInputs()).isFalse();
    assertThat(reply.getTransitionsList().subList(2, 5))
        .allSatisfy(fill -> assertThat(fill.getTransition().hasFill()).isTrue())
        .allSatisfy(fill -> assertThat(fill.getDecidedAt()).isEqualTo(LOGGED + 230))
        .noneMatch(ExplainedTransition::hasArrival);
  }

  @Test
  void anOrderThatRestsTellsItsPlaceAndAReplaceItsRules() {
    var account = platform.account(CASH, 0);
    var placed = platform.accepted(limit(account, Side.SIDE_BUY, 10, "k1"));
    var queue = Arrival.newBuilder().setQtyAhead(120).setOrdersAhead(3).build();
    platform.send(timed(report(placed, ExecType.EXEC_TYPE_NEW).setArrival(queue), 200));
    var open = platform.reaches(placed, OrdStatus.ORD_STATUS_NEW);
    platform.replace(open, 8, 0);

    var reply = explain(account, placed.getOrderId());

    assertThat(reply.getLevelsList()).isEmpty();
    assertThat(reply.getTransitions(0).getReceivedAt()).isZero();
    assertThat(reply.getTransitions(1).getArrival()).isEqualTo(queue);
    assertThat(reply.getTransitions(2).getTransition().getEvent())
        .isEqualTo("order.modify_requested");
    assertThat(reply.getTransitions(2).getInputs()).isEqualTo(AllowingRisk.INPUTS);
  }

  @Test
  void absurdEvidenceDoesNotKeepAFillFromBeingBooked() {
    var account = platform.account(CASH, 0);
    var order = platform.accepted(limit(account, Side.SIDE_BUY, 10, "k1"));
    var endless = Arrival.newBuilder();
    for (var level = 0; level < 1_000; level++) {
      endless.addBids(ArrivalLevel.newBuilder().setPrice(PX - level).setQuantity(1));
    }
    platform.send(
        report(order, ExecType.EXEC_TYPE_NEW).setArrival(endless).setDequeuedAt(Long.MIN_VALUE),
        trade(order, 10, PX).setDecidedAt(Long.MAX_VALUE));
    platform.reaches(order, OrdStatus.ORD_STATUS_FILLED);

    var opened = explain(account, order.getOrderId()).getTransitions(1);

    assertThat(opened.hasArrival()).isFalse();
    assertThat(opened.getDequeuedAt()).isZero();
  }

  @Test
  void anothersOrderIsUnknown() {
    var account = platform.account(CASH, 0);
    Order order = platform.accepted(limit(account, Side.SIDE_BUY, 10, "k1"));

    assertThat(explain(platform.account(CASH, 0), order.getOrderId()))
        .isEqualTo(ExplainOrderReply.getDefaultInstance());
    assertThat(explain(account, ByteString.copyFromUtf8("short")))
        .isEqualTo(ExplainOrderReply.getDefaultInstance());
  }

  @Test
  void evidenceIsNeverChanged() {
    var account = platform.account(CASH, 0);
    var order = platform.accepted(limit(account, Side.SIDE_BUY, 10, "k1"));

    assertThatThrownBy(
            () ->
                platform.rows(
                    "UPDATE orders.order_transitions SET rule_inputs = NULL WHERE order_id = $1",
                    OrderId.of(order.getOrderId())))
        .hasMessageContaining("what happened stays");
  }

  private static FilledLevel level(long price, long quantity, int fills) {
    return FilledLevel.newBuilder().setPrice(price).setQuantity(quantity).setFills(fills).build();
  }
}
