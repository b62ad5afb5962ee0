package openbell.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import openbell.model.OrderId;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.TradingHalt;
import openbell.wire.common.TradingPhase;
import openbell.wire.order.ExplainOrderReply;
import openbell.wire.order.ExplainedTransition;
import openbell.wire.order.Fill;
import openbell.wire.order.FilledLevel;
import openbell.wire.order.Order;
import openbell.wire.order.OrderTransition;
import openbell.wire.risk.RuleInputs;
import openbell.wire.venue.Arrival;
import openbell.wire.venue.ArrivalLevel;
import org.junit.jupiter.api.Test;

class ApiExplainTest {
  private static final long AT = 1_767_600_000_000_000L;

  private static ExplainedTransition.Builder transition(
      String event, String actor, long recordedAt) {
    return ExplainedTransition.newBuilder()
        .setTransition(
            OrderTransition.newBuilder()
                .setVersion(1)
                .setOrdStatus(OrdStatus.ORD_STATUS_PENDING_NEW)
                .setEvent(event)
                .setActor(actor)
                .setRecordedAt(recordedAt));
  }

  private static ExplainedTransition accepted() {
    return transition("order.accepted", "user:7", AT + 900)
        .setReceivedAt(AT + 100)
        .setInputs(
            RuleInputs.newBuilder()
                .setReferencePx(28_500_000)
                .setReferenceAgeMs(12)
                .setBandLow(25_650_000)
                .setBandHigh(31_350_000)
                .setTickSize(500)
                .setRoundLot(1)
                .setPhase(TradingPhase.TRADING_PHASE_REGULAR)
                .setHalt(TradingHalt.TRADING_HALT_NONE)
                .setLimitsVersion(4)
                .setCheckedAt(AT + 350))
        .build();
  }

  private static ExplainedTransition opened() {
    return transition("order.open", "venue", AT + 5_000)
        .setLoggedAt(AT + 2_000)
        .setDequeuedAt(AT + 2_600)
        .setDecidedAt(AT + 2_650)
        .setArrival(
            Arrival.newBuilder()
                .addAsks(ArrivalLevel.newBuilder().setPrice(28_500_500).setQuantity(40))
                .setQtyAhead(120)
                .setOrdersAhead(3)
                .setLastPx(28_500_000))
        .build();
  }

  private static JsonObject explained(ExplainedTransition... transitions) {
    return ApiExplain.json(
        ExplainOrderReply.newBuilder()
            .setOrder(
                Order.newBuilder()
                    .setOrderId(OrderId.toBytes(new UUID(1, 2)))
                    .setOrdStatus(OrdStatus.ORD_STATUS_NEW)
                    .setVersion(2))
            .addAllTransitions(List.of(transitions))
            .addLevels(
                FilledLevel.newBuilder().setPrice(28_500_500).setQuantity(40).setFills(2).build())
            .build());
  }

  private static JsonObject entry(JsonObject explained, int index) {
    return explained.getJsonArray("timeline").getJsonObject(index);
  }

  private static JsonArray hops(String json) {
    return new JsonArray(json);
  }

  @Test
  void eachHopCountsFromTheOneBefore() {
    var explained = explained(accepted(), opened());

    assertThat(entry(explained, 0).getJsonArray("hops"))
        .isEqualTo(
            hops(
                """
                [{"hop":"received","at":"2026-01-05T08:00:00.000100Z"},
                 {"hop":"checked","at":"2026-01-05T08:00:00.000350Z","latencyUs":250},
                 {"hop":"stored","at":"2026-01-05T08:00:00.000900Z","latencyUs":550}]
                """));
    assertThat(entry(explained, 1).getJsonArray("hops"))
        .isEqualTo(
            hops(
                """
                [{"hop":"logged","at":"2026-01-05T08:00:00.002000Z","latencyUs":1100},
                 {"hop":"dequeued","at":"2026-01-05T08:00:00.002600Z","latencyUs":600},
                 {"hop":"decided","at":"2026-01-05T08:00:00.002650Z","latencyUs":50},
                 {"hop":"applied","at":"2026-01-05T08:00:00.005000Z","latencyUs":2350}]
                """));
  }

  /** A fill that comes to a resting order answers nothing: nobody waited for its first hop. */
  @Test
  void whatAnswersNothingHasNoFirstLatency() {
    var fill = opened().toBuilder();
    fill.getTransitionBuilder().setFill(Fill.newBuilder().setLastPx(28_500_500).setLastQty(40));

    var first =
        entry(explained(accepted(), opened(), fill.build()), 2)
            .getJsonArray("hops")
            .getJsonObject(0);

    assertThat(first.getString("hop")).isEqualTo("logged");
    assertThat(first.containsKey("latencyUs")).isFalse();
  }

  @Test
  void whatIsUnknownIsNotTold() {
    var old = entry(explained(transition("order.accepted", "user:7", AT).build()), 0);

    assertThat(old.getJsonArray("hops"))
        .isEqualTo(hops("[{\"hop\":\"stored\",\"at\":\"2026-01-05T08:00:00.000000Z\"}]"));
    assertThat(old.containsKey("rules")).isFalse();
    assertThat(old.containsKey("arrival")).isFalse();
  }

  @Test
  void rulesBookAndLevelsAreInPlainWords() {
    var explained = explained(accepted(), opened());

    assertThat(entry(explained, 0).getJsonObject("rules"))
        .isEqualTo(
            new JsonObject(
                """
                {"referencePrice":"2850.00","referenceAgeMs":12,"bandLow":"2565.00",
                 "bandHigh":"3135.00","tickSize":"0.05","lotSize":"1","phase":"REGULAR",
                 "halt":"NONE","limitsVersion":4}
                """));
    assertThat(entry(explained, 1).getJsonObject("arrival"))
        .isEqualTo(
            new JsonObject(
                """
                {"bids":[],"asks":[["2850.05","40"]],"quantityAhead":"120",
                 "ordersAhead":3,"lastPrice":"2850.00"}
                """));
    assertThat(explained.getJsonArray("levels"))
        .isEqualTo(new JsonArray("[{\"price\":\"2850.05\",\"quantity\":\"40\",\"fills\":2}]"));
    assertThat(explained.getString("status")).isEqualTo("OPEN");
  }
}
