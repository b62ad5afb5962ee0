package openbell.systemtest.torture;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import openbell.systemtest.Trader;

/** Ends every order of an account after a round, as its customer would. */
final class OrdersEnd {
  private static final String LIVING =
      "/orders?limit=500&status=PENDING,OPEN,PARTIALLY_FILLED,PENDING_CANCEL,PENDING_MODIFY";
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Trader trader;
  private final Acknowledged acknowledged;

  OrdersEnd(Trader trader, Acknowledged acknowledged) {
    this.trader = trader;
    this.acknowledged = acknowledged;
  }

  /**
   * Cancels what lives, again where that was not acknowledged, until nothing lives.
   *
   * @return whether all have ended
   */
  boolean within(Duration patience) {
    var end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      var answer = trader.get(LIVING);
      if (answer.status() == 200) {
        var living = answer.body().getJsonArray("orders");
        if (living.isEmpty()) {
          return true;
        }
        if (!living.stream().allMatch(this::isCanceled)) {
          cancelAll();
        }
      }
      LockSupport.parkNanos(PERIOD_NANOS);
    }
    return false;
  }

  private boolean isCanceled(Object order) {
    return acknowledged.cancels().contains(((JsonObject) order).getString("orderId"));
  }

  private void cancelAll() {
    var answer = trader.cancelAll();
    if (answer.status() == 207) {
      for (var result : answer.body().getJsonArray("results")) {
        note((JsonObject) result);
      }
    }
  }

  private void note(JsonObject result) {
    if (result.getInteger("status") == 202) {
      acknowledged.cancels().add(result.getString("orderId"));
    }
  }
}
