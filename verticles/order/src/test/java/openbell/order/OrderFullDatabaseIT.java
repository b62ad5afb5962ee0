package openbell.order;

import static openbell.order.OrderPlatform.eventually;
import static openbell.order.OrderPlatform.limit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import openbell.runtime.Fault;
import openbell.wire.common.Side;
import openbell.wire.order.Order;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The database can add no more to one of its files, as on a full disk, and then it can again. */
class OrderFullDatabaseIT {
  private static final int ORDERS = 200;
  private static final int FILLER = 80_000;
  private static final long LARGER_THAN_A_LOG_SEGMENT = 16L << 20;

  private static OrderPlatform platform;

  @BeforeAll
  static void start() {
    platform = new OrderPlatform();
    platform.deploy();
  }

  @AfterAll
  static void stop() {
    platform.rows("DELETE FROM orders.idempotency_keys WHERE account_id = $1", 1L);
    platform.close();
  }

  @Test
  void ordersAreRefusedWithAClearErrorAndTheSameKeysAreAcceptedLater() {
    var account = platform.account(1_000_000_000_0000L, 0);
    var size = fillIdempotencyKeys();
    var accepted = new ArrayList<Order>();
    var refused = new ArrayList<Integer>();
    FileSizeLimit.set(size);
    try {
      for (var number = 0; number < ORDERS; number++) {
        try {
          accepted.add(place(account, number));
        } catch (Fault fault) {
          assertThat(fault.getMessage()).isEqualTo("The database cannot write now.");
          assertThat(fault.outcomeKnown()).as("nothing was applied").isTrue();
          assertThat(fault.retryable()).isTrue();
          refused.add(number);
        }
      }
      assertThat(refused).as("refused, %d bytes", size).isNotEmpty();
      assertAllThereOnce(account, accepted.size());
      assertThat(accepted).allSatisfy(order -> assertThat(platform.get(order)).isNotNull());
    } finally {
      FileSizeLimit.lift();
    }
    for (var number : refused) {
      accepted.add(place(account, number));
    }
    assertThat(accepted.stream().map(Order::getOrderId).distinct()).hasSize(ORDERS);
    assertAllThereOnce(account, ORDERS);
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

  /**
   * Answers of an account that is none of ours; the size of the file that they fill. What earlier
   * orders left free between them is taken away, else a vacuum could find room for all of this
   * test's orders.
   */
  private static long fillIdempotencyKeys() {
    platform.rows(
        """
        INSERT INTO orders.idempotency_keys (account_id, idempotency_key, request_hash, answer)
        SELECT $1, 'filler-' || n, sha256(n::text::bytea), repeat(md5(n::text), 4)::bytea
        FROM generate_series(1, $2) AS n
        """,
        1L,
        FILLER);
    platform.rows("VACUUM FULL orders.idempotency_keys");
    var size =
        platform.number(
            """
            SELECT max(pg_relation_size(inhrelid)) FROM pg_inherits
            WHERE inhparent = 'orders.idempotency_keys'::regclass
            """);
    assertThat(size).isGreaterThan(LARGER_THAN_A_LOG_SEGMENT);
    return size;
  }

  private static Order place(long account, int number) {
    var placing = platform.placing(limit(account, Side.SIDE_BUY, 1, "full-" + number).build());
    try {
      return placing
          .toCompletionStage()
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS)
          .getAccepted();
    } catch (ExecutionException failure) {
      throw (Fault) failure.getCause();
    } catch (InterruptedException | TimeoutException late) {
      throw new AssertionError(late);
    }
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
