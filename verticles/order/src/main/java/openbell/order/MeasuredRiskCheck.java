package openbell.order;

import io.vertx.core.Future;
import java.util.List;
import openbell.order.domain.PlaceOrder;
import openbell.order.domain.Verdict;

/** A risk check whose answers are timed. */
final class MeasuredRiskCheck implements RiskCheck {
  private final RiskCheck check;
  private final OrderMetrics metrics;

  MeasuredRiskCheck(RiskCheck check, OrderMetrics metrics) {
    this.check = check;
    this.metrics = metrics;
  }

  @Override
  public Future<List<Verdict>> check(List<PlaceOrder> orders) {
    var askedAt = System.nanoTime();
    return check.check(orders).onSuccess(verdicts -> metrics.checked(System.nanoTime() - askedAt));
  }
}
