package openbell.benchmarks.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import openbell.model.OrderId;
import openbell.wire.venue.ExecutionReport;
import org.junit.jupiter.api.Test;

class OrderLogTest {
  private static final UUID ID = UUID.fromString("019b0000-0000-7000-8000-000000000001");

  private final OrderLog log = new OrderLog();

  @Test
  void anOrderIsFollowedThoughItsFillIsHereBeforeItsAnswer() {
    log.heard(event("order.accepted", "1970-01-01T00:00:00.000200Z"), 250);
    log.heard(event("order.fill", "1970-01-01T00:00:00.000600Z"), 700);
    log.answered(receipt(), 100, 800);
    log.reported(
        ExecutionReport.newBuilder()
            .setOrderId(OrderId.toBytes(ID))
            .setTransactTime(300)
            .setDequeuedAt(400)
            .setDecidedAt(401)
            .build());

    assertThat(log.open()).isZero();
    var order = log.answered().getFirst();
    assertThat(Stage.values()).allMatch(stage -> stage.isPassed(order));
    assertThat(Stage.CHECKED.micros(order)).isEqualTo(100);
    assertThat(Stage.ENGINE.micros(order)).isEqualTo(1);
    assertThat(Stage.BOOKED.micros(order)).isEqualTo(199);
    assertThat(Stage.FILL.micros(order)).isEqualTo(600);
  }

  @Test
  void anOrderIsOpenUntilItsLastEvent() {
    log.answered(receipt(), 100, 150);
    log.heard(event("order.partial_fill", "1970-01-01T00:00:00.000600Z"), 700);
    assertThat(log.open()).isOne();

    log.heard(event("order.cancelled", "1970-01-01T00:00:00.000600Z"), 700);
    assertThat(log.open()).isZero();
    assertThat(log.answered().getFirst().has(Moment.SEEN)).isFalse();
  }

  @Test
  void eventsOfAnEarlierWindowAreNobodys() {
    log.answered(receipt(), 100, 150);
    log.clear();
    log.heard(event("order.fill", "1970-01-01T00:00:00.000600Z"), 700);

    assertThat(log.answered()).isEmpty();
  }

  private static JsonObject receipt() {
    return new JsonObject()
        .put("orderId", ID.toString())
        .put("acceptedAt", "1970-01-01T00:00:00.000200Z");
  }

  private static JsonObject event(String name, String at) {
    return new JsonObject().put("event", name).put("orderId", ID.toString()).put("at", at);
  }
}
