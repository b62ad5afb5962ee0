package openbell.order;

import static openbell.order.OrderPlatform.await;
import static openbell.order.OrderPlatform.buyOfOne;
import static openbell.order.OrderPlatform.eventually;
import static openbell.order.OrderPlatform.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import openbell.model.OrderId;
import openbell.order.domain.CancelOutcome;
import openbell.order.domain.PlaceOutcome;
import openbell.runtime.Fault;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.Side;
import org.junit.jupiter.api.Test;

/** What a queue full of new orders means for those who want out. */
class OrderOverloadIT {
  @Test
  void cancelIsTakenWhileNewOrdersAreRefused() {
    try (var platform = new OrderPlatform()) {
      platform.deploy();
      var account = platform.account(1_000_000_000_0000L, 0);
      var resting = platform.accepted(limit(account, Side.SIDE_BUY, 1, "rests"));
      // The same wiring as the verticle's, but its intake does not come to an end.
      var stuck = Promise.<List<Future<PlaceOutcome>>>promise();
      var metrics = new OrderMetrics(platform.node.metrics());
      var batcher =
          new IntakeBatcher(
              platform.node.vertx(),
              batch -> stuck.future(),
              new IntakeBatcher.Limits(1, 2, 4, 60_000));
      var orders = new PgOrderStore(platform.node.shards());
      var service = new OrderService(any -> batcher, orders, metrics);
      var commands =
          new CommandService(
              new BusRiskCheck(platform.node.bus()),
              orders,
              new PgCommandStore(platform.node.shards()),
              Map.of(),
              InstantSource.system(),
              platform.node.bus(),
              metrics);
      var refused = new ArrayList<Throwable>();
      var full = Promise.<Void>promise();
      platform
          .node
          .vertx()
          .runOnContext(
              start -> {
                for (var i = 0; i < 64; i++) {
                  service.place(buyOfOne(account, "k" + i)).onFailure(refused::add);
                }
                full.complete();
              });
      await(full.future());
      eventually("new orders are refused", () -> !refused.isEmpty());

      var outcome = await(commands.cancel(account, 7, OrderId.of(resting.getOrderId())));

      assertThat(refused)
          .allSatisfy(
              failure -> assertThat(((Fault) failure).code()).isEqualTo("system.overloaded"));
      assertThat(outcome).isInstanceOf(CancelOutcome.Changed.class);
      assertThat(platform.get(resting).getOrdStatus())
          .isEqualTo(OrdStatus.ORD_STATUS_PENDING_CANCEL);
      assertThat(platform.history(resting, 0).getLast().getActor()).isEqualTo("user:7");
    }
  }
}
