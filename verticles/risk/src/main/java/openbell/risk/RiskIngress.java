package openbell.risk;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import openbell.model.Addresses;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.risk.domain.OrderToCheck;
import openbell.risk.domain.Verdict;
import openbell.runtime.Bus;
import openbell.wire.common.Refusal;
import openbell.wire.risk.CheckOrdersReply;
import openbell.wire.risk.CheckOrdersRequest;

/** Serves {@code risk.qry.check}: decodes a batch, encodes its verdicts in the same order. */
final class RiskIngress {
  private final RiskService service;
  private final MeterRegistry metrics;

  RiskIngress(RiskService service, MeterRegistry metrics) {
    this.service = service;
    this.metrics = metrics;
  }

  Future<Void> serve(Bus bus) {
    return bus.<CheckOrdersRequest>serve(
        Addresses.RISK_CHECK, request -> Future.succeededFuture(check(request)));
  }

  private CheckOrdersReply check(CheckOrdersRequest request) {
    var reply = CheckOrdersReply.newBuilder();
    for (var order : request.getOrdersList()) {
      reply.addVerdicts(encode(verdict(order)));
    }
    return reply.build();
  }

  private Verdict verdict(openbell.wire.risk.OrderToCheck order) {
    try {
      var decoded =
          new OrderToCheck(
              Side.of(order.getSide()),
              OrdType.of(order.getOrdType()),
              TimeInForce.of(order.getTimeInForce()),
              order.getOrderQty(),
              order.getPrice(),
              order.getStopPx());
      return service.check(order.getSymbol(), decoded);
    } catch (IllegalArgumentException unspecified) {
      return Verdict.malformed("Side, type or validity is missing.");
    }
  }

  private openbell.wire.risk.Verdict encode(Verdict verdict) {
    var wire =
        openbell.wire.risk.Verdict.newBuilder()
            .setWorstPx(verdict.worstPx())
            .setTradeDate(verdict.tradeDate())
            .setVenuePartition(verdict.venuePartition())
            .setCurrency(verdict.currency());
    for (var refusal : verdict.refusals()) {
      metrics.counter("openbell_risk_refusals", "code", refusal.code()).increment();
      wire.addRefusals(
          Refusal.newBuilder()
              .setCode(refusal.code())
              .setDetail(refusal.detail())
              .setPointer(refusal.pointer())
              .setHint(refusal.hint()));
    }
    return wire.build();
  }
}
