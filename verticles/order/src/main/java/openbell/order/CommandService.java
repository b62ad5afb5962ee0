package openbell.order;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import openbell.order.CommandStore.Cancelled;
import openbell.order.CommandStore.Target;
import openbell.order.domain.CancelOutcome;
import openbell.order.domain.Commands;
import openbell.order.domain.FeeSchedule;
import openbell.order.domain.Order;
import openbell.order.domain.Refused;
import openbell.order.domain.ReplaceOrder;
import openbell.order.domain.ReplaceOutcome;
import openbell.order.domain.Verdict;
import openbell.runtime.Bus;

/**
 * Cancels and replaces orders. They do not pass through the queue of new orders and wait for none
 * of them. Every answer is given after its commit. Called on one event loop.
 */
final class CommandService {
  private final RiskCheck risk;
  private final OrderStore orders;
  private final CommandStore store;
  private final Map<String, FeeSchedule> feesByMic;
  private final InstantSource clock;
  private final Bus bus;
  private final OrderMetrics metrics;

  CommandService(
      RiskCheck risk,
      OrderStore orders,
      CommandStore store,
      Map<String, FeeSchedule> feesByMic,
      InstantSource clock,
      Bus bus,
      OrderMetrics metrics) {
    this.risk = risk;
    this.orders = orders;
    this.store = store;
    this.feesByMic = feesByMic;
    this.clock = clock;
    this.bus = bus;
    this.metrics = metrics;
  }

  /** Asks the venue to cancel; a second time it answers as before and sends nothing. */
  Future<CancelOutcome> cancel(long accountId, long userId, UUID orderId) {
    var nowMicros = SqlArrays.micros(clock.instant());
    return store
        .cancel(
            new Target(accountId, orderId, actor(userId)),
            order -> Commands.cancel(order, nowMicros))
        .map(outcome -> outcome.orElseGet(CommandService::unknownOrder))
        .recover(failure -> CommandService.<CancelOutcome>refusalOrFault(failure))
        .onSuccess(
            outcome -> {
              metrics.cancelled(outcome);
              nudge();
            })
        .onFailure(fault -> metrics.faulted());
  }

  /**
   * Cancels the account's living orders in one transaction, at most so many.
   *
   * @param symbol canonical; empty: of all symbols
   */
  Future<List<Cancelled>> cancelAll(long accountId, long userId, String symbol, int limit) {
    var nowMicros = SqlArrays.micros(clock.instant());
    return store
        .cancelAll(
            accountId, symbol, limit, actor(userId), order -> Commands.cancel(order, nowMicros))
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof StoreFailure known ? known.toFault() : failure))
        .onSuccess(
            all -> {
              all.forEach(one -> metrics.cancelled(one.outcome()));
              nudge();
            })
        .onFailure(fault -> metrics.faulted());
  }

  /**
   * Replaces an order's terms if risk allows the new ones. What was read before risk was asked is
   * found unchanged under the lock, by its version, or the replace is refused.
   */
  Future<ReplaceOutcome> replace(ReplaceOrder request) {
    return orders
        .find(request.accountId(), request.orderId())
        .compose(
            view ->
                view.isEmpty()
                    ? Future.succeededFuture(unknownOrder())
                    : replace(view.get().order(), request))
        .onSuccess(metrics::replaced)
        .onFailure(fault -> metrics.faulted());
  }

  private Future<ReplaceOutcome> replace(Order order, ReplaceOrder request) {
    Optional<Refused> refused = Commands.notReplaceable(order, request);
    if (refused.isPresent()) {
      return Future.succeededFuture(refused.get());
    }
    return risk.check(List.of(Commands.asNewOrder(order, request)))
        .compose(verdicts -> commit(request, verdicts.getFirst()))
        .onSuccess(replaced -> nudge());
  }

  private Future<ReplaceOutcome> commit(ReplaceOrder request, Verdict verdict) {
    var nowMicros = SqlArrays.micros(clock.instant());
    return store
        .replace(
            new Target(request.accountId(), request.orderId(), actor(request.userId())),
            verdict.tradeDate(),
            (order, state) ->
                Commands.replace(
                    order, request, verdict, state, fees(order.terms().mic()), nowMicros))
        .map(outcome -> outcome.orElseGet(CommandService::unknownOrder))
        .recover(failure -> CommandService.<ReplaceOutcome>refusalOrFault(failure));
  }

  private FeeSchedule fees(String mic) {
    return feesByMic.getOrDefault(mic, FeeSchedule.FREE);
  }

  private void nudge() {
    bus.nudge(OrderVerticle.OUTBOX);
    bus.nudge("ledger.account-events");
  }

  private static String actor(long userId) {
    return userId > 0 ? "user:" + userId : "system";
  }

  private static Refused unknownOrder() {
    return Refused.of(404, "order.unknown", "The account has no such order.");
  }

  /** {@code T} is an outcome that a refusal is one of. */
  @SuppressWarnings("unchecked")
  private static <T> Future<T> refusalOrFault(Throwable failure) {
    if (!(failure instanceof StoreFailure known)) {
      return Future.failedFuture(failure);
    }
    return known.kind() == StoreFailure.Kind.LOCKED
        ? Future.succeededFuture((T) IntakeService.inProgress())
        : Future.failedFuture(known.toFault());
  }
}
