package openbell.order;

import static openbell.order.OrderPlatform.PX;
import static openbell.order.OrderPlatform.eventually;
import static openbell.order.OrderPlatform.limit;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import openbell.embedded.EmbeddedStores;
import openbell.embedded.Store;
import openbell.runtime.Fault;
import openbell.wire.common.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database dies while orders are on their way. */
class OrderOutageIT {
  private static final int ORDERS = 400;
  private static final int CLIENTS = 8;
  @RegisterExtension static final OrderPlatform platform = OrderPlatform.deployed(1);

  @Test
  void everyAcknowledgedOrderIsThereOnceAndEveryRetryEndsInOne() {
    var cash = 1_000_000_000_0000L;
    var account = platform.account(cash, 0);
    var acknowledged = new ConcurrentHashMap<Integer, ByteString>();
    for (var client = 0; client < CLIENTS; client++) {
      placeNext(account, client, acknowledged);
    }
    eventually("some are acknowledged", () -> acknowledged.size() > ORDERS / 10);
    EmbeddedStores.forTests().kill(Store.POSTGRES);
    assertThat(acknowledged).as("killed in the middle").hasSizeLessThan(ORDERS);

    eventually("every order is acknowledged", () -> acknowledged.size() == ORDERS);
    assertThat(new HashSet<>(acknowledged.values())).hasSize(ORDERS);
    assertThat(platform.number("SELECT count(*) FROM orders.orders WHERE account_id = $1", account))
        .isEqualTo(ORDERS);
    assertThat(platform.number("SELECT count(*) FROM ledger.holds WHERE account_id = $1", account))
        .isEqualTo(ORDERS);
    assertThat(platform.events(account)).filteredOn("order.accepted"::equals).hasSize(ORDERS);
    assertThat(cash - platform.available(account, "INR")).isGreaterThan(ORDERS * PX);
    eventually(
        "every command is in Kafka",
        () ->
            platform.number(
                    """
                    SELECT count(*) FROM orders.outbox AS b JOIN orders.orders AS o USING (order_id)
                    WHERE o.account_id = $1 AND b.published_at IS NOT NULL
                    """,
                    account)
                == ORDERS);
  }

  /** A careful client: the same key again until there is an answer, then its next order. */
  private static void placeNext(long account, int number, Map<Integer, ByteString> acknowledged) {
    platform
        .placing(limit(account, Side.SIDE_BUY, 1, "outage-" + number).build())
        .onSuccess(
            reply -> {
              acknowledged.put(number, reply.getAccepted().getOrderId());
              if (number + CLIENTS < ORDERS) {
                placeNext(account, number + CLIENTS, acknowledged);
              }
            })
        .onFailure(
            failure -> {
              assertThat(((Fault) failure).retryable()).isTrue();
              platform
                  .node
                  .vertx()
                  .timer(50, TimeUnit.MILLISECONDS)
                  .onSuccess(waited -> placeNext(account, number, acknowledged));
            });
  }
}
