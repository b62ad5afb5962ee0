package openbell.order;

import static openbell.order.OrderPlatform.limit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import openbell.model.OrderId;
import openbell.order.domain.AccountLimits;
import openbell.order.domain.Verdict;
import openbell.wire.common.Side;
import openbell.wire.common.TimeInForce;
import openbell.wire.order.Order;

/**
 * An order platform whose market is closed: orders wait for their session, and nobody releases them
 * but the test, for the queue's lease is another process's.
 */
final class ClosedMarket {
  static final int DAY = AllowingRisk.TRADE_DATE;
  static final Verdict ALLOWED = new Verdict(List.of(), 0, DAY, 0, "INR", true);

  private ClosedMarket() {}

  static OrderPlatform open() {
    var platform = new OrderPlatform();
    platform.rows(
        """
        INSERT INTO runtime.leases (name, owner, epoch, expires_at)
        VALUES ('order.queue', 'test', 1, 'infinity')
        ON CONFLICT (name) DO UPDATE SET owner = 'test', expires_at = 'infinity'
        """);
    platform.deploy();
    return platform;
  }

  static void close(OrderPlatform platform) {
    platform.rows("DELETE FROM runtime.leases WHERE name = 'order.queue'");
    platform.close();
  }

  /** A buy that was accepted and waits. */
  static Order queued(OrderPlatform platform, long account, long qty, TimeInForce validity) {
    var order =
        platform.accepted(
            limit(account, Side.SIDE_BUY, qty, "q" + System.nanoTime())
                .setTimeInForce(validity)
                .setQueueIfClosed(true));
    assertThat(order.getQueued()).isTrue();
    return order;
  }

  /** What risk says of an order whose account may have so many shares, and so much at stake. */
  static Verdict within(OptionalLong position, OptionalLong exposure) {
    var none = OptionalLong.empty();
    var limits = new AccountLimits(1, position, exposure, none, none, none);
    return new Verdict(List.of(), 0, DAY, 0, "INR", true, limits, ByteBuffer.allocate(0));
  }

  /** What an order's hold still holds. */
  static long held(OrderPlatform platform, Order order) {
    return platform.number(
        "SELECT sum(amount - consumed - released)::bigint FROM ledger.holds WHERE hold_id = $1",
        OrderId.of(order.getOrderId()));
  }

  /** Those of the orders that went to the venue, in the order in which they did. */
  static List<UUID> sent(OrderPlatform platform, List<Order> orders) {
    var ids = orders.stream().map(o -> OrderId.of(o.getOrderId())).toArray(UUID[]::new);
    return platform
        .rows(
            "SELECT order_id FROM orders.outbox WHERE order_id = ANY ($1) ORDER BY outbox_id",
            (Object) ids)
        .stream()
        .map(row -> row.getUUID(0))
        .toList();
  }
}
