package openbell.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import openbell.gateway.auth.Caller;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Answer.Refused;
import openbell.gateway.web.Call;
import openbell.gateway.web.Fields;
import openbell.gateway.web.Problem;
import openbell.gateway.web.RateLimit;
import openbell.gateway.web.RateLimits;
import openbell.gateway.web.RateLimits.Policy;
import openbell.runtime.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /orders/batch}: up to 50 orders, each with its own key, its own place in the rate
 * bucket and its own result. They are submitted together, so that they share the intake's batches.
 * Thread-safe; keeps nothing.
 */
public final class OrderBatchApi {
  private static final Logger LOG = LoggerFactory.getLogger(OrderBatchApi.class);
  private static final int MAX_ORDERS = 50;
  private static final String INSTANCE = "/api/v1/orders/batch";

  private final OrdersApi orders;
  private final RateLimits limits;
  private final Policy placing;

  /**
   * The resource.
   *
   * @param placing the bucket of orders; the request itself has taken the first order's token
   */
  public OrderBatchApi(OrdersApi orders, RateLimits limits, Policy placing) {
    this.orders = orders;
    this.limits = limits;
    this.placing = placing;
  }

  /** 207 with a result for each order, in their order. */
  public Future<Answer> place(Call call) {
    var body = call.body();
    body.require("orders");
    var batch = body.objects("orders", MAX_ORDERS);
    var problem = body.problem();
    if (problem.isPresent()) {
      return Future.succeededFuture(new Refused(problem.get()));
    }
    if (batch.isEmpty()) {
      return Future.succeededFuture(
          Answer.refused(400, "request.invalid_value", "A batch has 1 to 50 orders."));
    }
    var answers = new ArrayList<Future<Answer>>(batch.size());
    for (var i = 0; i < batch.size(); i++) {
      answers.add(place(call.caller(), batch.get(i), i == 0));
    }
    return Future.join(answers).map(placed -> results(answers));
  }

  /** Never fails: what goes wrong is this order's result alone. */
  private Future<Answer> place(Caller caller, Fields order, boolean paid) {
    return (paid ? Future.succeededFuture(true) : pay(caller))
        .compose(
            allowed ->
                allowed
                    ? orders.place(caller, order)
                    : Future.succeededFuture(
                        new Refused(Problem.later(429, "quota.exceeded", "Too many requests."))))
        .otherwise(OrderBatchApi::failed);
  }

  private Future<Boolean> pay(Caller caller) {
    return limits.take(Long.toString(caller.accountId()), placing).map(RateLimit::allowed);
  }

  private static Answer failed(Throwable failure) {
    if (failure instanceof Fault fault) {
      return new Refused(Problem.of(fault, true));
    }
    LOG.error("an order of a batch failed", failure);
    return new Refused(Problem.internal(true));
  }

  private static Answer results(List<Future<Answer>> answers) {
    var results = new JsonArray();
    answers.forEach(answer -> results.add(OrderAnswers.entry(INSTANCE, answer.result())));
    return new Answer.Success(207, new JsonObject().put("results", results), Map.of());
  }
}
