package openbell.order;

import static openbell.order.OrderPlatform.eventually;
import static openbell.order.OrderPlatform.limit;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import openbell.embedded.EmbeddedStores;
import openbell.runtime.Endpoints;
import openbell.runtime.Fault;
import openbell.wire.common.Side;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each commit takes half a second: what does not fit is refused early, and nothing is half done.
 */
class OrderSlowDatabaseIT {
  private static final int ORDERS = 600;
  private static final long HALF_A_SECOND = 500;

  private static Vertx proxies;
  private static SlowCommits database;
  private static OrderPlatform platform;

  @BeforeAll
  static void start() {
    proxies = Vertx.vertx();
    var direct = Endpoints.read(EmbeddedStores.forTests().endpointsFile());
    database = SlowCommits.before(proxies, direct.postgres());
    platform =
        new OrderPlatform(
            new Endpoints(database.endpoint(), direct.redis(), direct.kafka()),
            "intake.maxBatch=32",
            "intake.maxQueue=128");
    platform.deploy();
  }

  @AfterAll
  static void stop() {
    platform.close();
    OrderPlatform.await(proxies.close());
  }

  @Test
  void whatDoesNotFitIsRefusedEarlyAndEveryRetryEndsInOneOrder() {
    var account = platform.account(1_000_000_000_0000L, 0);
    var accepted = new ConcurrentHashMap<Integer, ByteString>();
    var refused = new ConcurrentHashMap<Integer, Fault>();
    database.delay(HALF_A_SECOND);
    for (var number = 0; number < ORDERS; number++) {
      place(account, number, accepted, refused);
    }
    eventually("each has an answer", () -> accepted.size() + refused.size() == ORDERS);

    assertThat(database.delayed()).as("commits were slow").isPositive();
    assertThat(accepted).as("what fits goes on").isNotEmpty();
    assertThat(refused).as("what does not fit is refused").isNotEmpty();
    assertThat(refused.values())
        .allSatisfy(
            fault -> {
              assertThat(fault.code()).isEqualTo("system.overloaded");
              assertThat(fault.outcomeKnown()).as("nothing was applied").isTrue();
              assertThat(fault.retryable()).isTrue();
            });
    assertAllThereOnce(account, accepted.size());

    database.delay(0);
    for (var number : refused.keySet()) {
      retry(account, number, accepted);
    }
    eventually("every retry is accepted", () -> accepted.size() == ORDERS);
    assertThat(new HashSet<>(accepted.values())).hasSize(ORDERS);
    assertAllThereOnce(account, ORDERS);
  }

  private static void place(
      long account, int number, Map<Integer, ByteString> accepted, Map<Integer, Fault> refused) {
    platform
        .placing(limit(account, Side.SIDE_BUY, 1, "slow-" + number).build())
        .onSuccess(reply -> accepted.put(number, reply.getAccepted().getOrderId()))
        .onFailure(failure -> refused.put(number, (Fault) failure));
  }

  private static void retry(long account, int number, Map<Integer, ByteString> accepted) {
    platform
        .placing(limit(account, Side.SIDE_BUY, 1, "slow-" + number).build())
        .onSuccess(reply -> accepted.put(number, reply.getAccepted().getOrderId()))
        .onFailure(
            stillBusy ->
                platform
                    .node
                    .vertx()
                    .timer(50, TimeUnit.MILLISECONDS)
                    .onSuccess(waited -> retry(account, number, accepted)));
  }

  private static void assertAllThereOnce(long account, int orders) {
    for (var table : new String[] {"orders.orders", "orders.idempotency_keys", "ledger.holds"}) {
      assertThat(
              platform.number("SELECT count(*) FROM " + table + " WHERE account_id = $1", account))
          .as(table)
          .isEqualTo(orders);
    }
    assertThat(platform.events(account)).filteredOn("order.accepted"::equals).hasSize(orders);
  }
}
