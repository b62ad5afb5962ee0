package openbell.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import openbell.gateway.web.Call;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.common.OrdStatus;
import openbell.wire.order.GetOrderReply;
import openbell.wire.order.GetOrderRequest;
import openbell.wire.order.Order;

/**
 * {@code Prefer: wait=250} (RFC 7240): looks an accepted order up, at growing intervals, until
 * something happened to it or the time is over. Thread-safe; keeps nothing.
 */
final class ExecutionWait {
  private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,4})(?:$|[,;\\s])");
  private static final long MAX_WAIT_MS = 1_000;
  private static final long FIRST_LOOK_MS = 20;

  private final Vertx vertx;
  private final Bus bus;

  ExecutionWait(Vertx vertx, Bus bus) {
    this.vertx = vertx;
    this.bus = bus;
  }

  /** How long a client prefers to wait, in milliseconds, at most 1,000; 0: not at all. */
  static long preferredMs(Call call) {
    var preference = WAIT.matcher(call.header("Prefer").orElse(""));
    return preference.find() ? Math.min(MAX_WAIT_MS, Long.parseLong(preference.group(1))) : 0;
  }

  /** The order as it is when it is no longer pending, or after the wait; never fails. */
  Future<Order> until(Order accepted, long waitMs) {
    return look(accepted, waitMs, FIRST_LOOK_MS);
  }

  private Future<Order> look(Order known, long leftMs, long intervalMs) {
    if (leftMs <= 0 || known.getOrdStatus() != OrdStatus.ORD_STATUS_PENDING_NEW) {
      return Future.succeededFuture(known);
    }
    var pauseMs = Math.min(leftMs, intervalMs);
    return vertx
        .timer(pauseMs, TimeUnit.MILLISECONDS)
        .compose(waited -> newest(known))
        .compose(order -> look(order, leftMs - pauseMs, intervalMs * 2));
  }

  private Future<Order> newest(Order known) {
    var request =
        GetOrderRequest.newBuilder()
            .setAccountId(known.getAccountId())
            .setOrderId(known.getOrderId())
            .build();
    return bus.<GetOrderReply>request(Addresses.ORDER_GET, request)
        .map(reply -> reply.hasOrder() ? reply.getOrder() : known)
        .otherwise(known);
  }
}
