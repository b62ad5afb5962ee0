package openbell.risk;

import com.google.protobuf.Message;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.function.Function;
import openbell.model.Addresses;
import openbell.risk.domain.LimitBook;
import openbell.risk.domain.LimitName;
import openbell.runtime.Bus;
import openbell.runtime.Fault;
import openbell.wire.risk.AccountLimitsReply;
import openbell.wire.risk.AccountLimitsRequest;
import openbell.wire.risk.CheckOrdersReply;
import openbell.wire.risk.CheckOrdersRequest;
import openbell.wire.risk.HaltsRequest;
import openbell.wire.risk.RiskChangeRequest;
import openbell.wire.risk.RiskStandingRequest;
import openbell.wire.risk.RulesRequest;

/**
 * Serves the {@code risk.*} addresses. What needs the limits is a fault, nothing applied, until
 * they were read once.
 */
final class RiskIngress {
  private final RiskService service;
  private final LimitFollower limits;
  private final LimitChanges changes;
  private final LimitStore store;
  private final MeterRegistry metrics;

  RiskIngress(
      RiskService service,
      LimitFollower limits,
      LimitChanges changes,
      LimitStore store,
      MeterRegistry metrics) {
    this.service = service;
    this.limits = limits;
    this.changes = changes;
    this.store = store;
    this.metrics = metrics;
  }

  Future<Void> serve(Bus bus) {
    return Future.all(
            bus.<CheckOrdersRequest>serve(
                Addresses.RISK_CHECK, request -> withLimits(book -> check(request, book))),
            bus.<RulesRequest>serve(
                Addresses.RISK_RULES,
                request -> withLimits(book -> service.rules(request.getSymbol(), book))),
            bus.<AccountLimitsRequest>serve(
                Addresses.RISK_LIMITS,
                request -> withLimits(book -> limits(request.getAccountId(), book))),
            bus.<HaltsRequest>serve(Addresses.RISK_HALTS, request -> withLimits(service::halts)),
            bus.<RiskStandingRequest>serve(Addresses.RISK_STANDING, request -> store.standing()),
            bus.<RiskChangeRequest>serve(Addresses.RISK_CHANGE, changes::change))
        .mapEmpty();
  }

  private <R extends Message> Future<R> withLimits(Function<LimitBook, R> answer) {
    return limits
        .newest()
        .map(book -> Future.succeededFuture(answer.apply(book)))
        .orElseGet(
            () ->
                Future.failedFuture(
                    Fault.unavailable("system.starting", "The limits are not known yet.", null)));
  }

  private CheckOrdersReply check(CheckOrdersRequest request, LimitBook book) {
    var reply = CheckOrdersReply.newBuilder();
    for (var order : request.getOrdersList()) {
      var verdict = service.check(order, book);
      verdict
          .getRefusalsList()
          .forEach(
              refusal ->
                  metrics.counter("openbell_risk_refusals", "code", refusal.getCode()).increment());
      reply.addVerdicts(verdict);
    }
    return reply.build();
  }

  private static AccountLimitsReply limits(long accountId, LimitBook book) {
    var binding = book.binding(accountId, "");
    return AccountLimitsReply.newBuilder()
        .setLimits(RiskMessages.limits(binding.accountLimits()))
        .setMaxOrderValue(binding.limit(LimitName.MAX_ORDER_VALUE).orElse(Long.MAX_VALUE))
        .setFatFingerBps(binding.limit(LimitName.FAT_FINGER_BPS).orElse(0))
        .build();
  }
}
