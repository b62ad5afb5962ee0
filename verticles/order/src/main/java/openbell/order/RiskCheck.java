package openbell.order;

import io.vertx.core.Future;
import java.util.List;
import openbell.order.domain.PlaceOrder;
import openbell.order.domain.Verdict;

/** Asks for every rule that does not depend on the account. */
interface RiskCheck {
  /** One verdict for each order, in their order; fails with a Fault that says: nothing applied. */
  Future<List<Verdict>> check(List<PlaceOrder> orders);
}
