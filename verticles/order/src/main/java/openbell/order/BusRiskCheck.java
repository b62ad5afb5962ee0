package openbell.order;

import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import openbell.model.Addresses;
import openbell.order.domain.AccountLimits;
import openbell.order.domain.PlaceOrder;
import openbell.order.domain.Refusal;
import openbell.order.domain.Verdict;
import openbell.runtime.Bus;
import openbell.runtime.Fault;
import openbell.wire.risk.CheckOrdersReply;
import openbell.wire.risk.CheckOrdersRequest;
import openbell.wire.risk.OrderToCheck;

/** Asks the risk verticle over the bus, one request for a batch. */
final class BusRiskCheck implements RiskCheck {
  private static final long TIMEOUT_MS = 1_000;

  private final Bus bus;

  BusRiskCheck(Bus bus) {
    this.bus = bus;
  }

  @Override
  public Future<List<Verdict>> check(List<PlaceOrder> orders) {
    var request = CheckOrdersRequest.newBuilder();
    orders.forEach(order -> request.addOrders(encode(order)));
    return bus.<CheckOrdersReply>request(Addresses.RISK_CHECK, request.build(), TIMEOUT_MS)
        .map(reply -> decode(reply, orders.size()))
        .recover(
            failure ->
                Future.failedFuture(
                    Fault.unavailable(
                        "system.unavailable", "The pre-trade checks do not answer.", failure)));
  }

  private static OrderToCheck encode(PlaceOrder order) {
    return OrderToCheck.newBuilder()
        .setAccountId(order.accountId())
        .setSymbol(order.symbol())
        .setSide(order.side().wire())
        .setOrdType(order.ordType().wire())
        .setTimeInForce(order.timeInForce().wire())
        .setOrderQty(order.orderQty())
        .setPrice(order.price())
        .setStopPx(order.stopPx())
        .setQueueIfClosed(order.queueIfClosed())
        .setExpireDate(order.expireDate())
        .build();
  }

  private static List<Verdict> decode(CheckOrdersReply reply, int asked) {
    if (reply.getVerdictsCount() != asked) {
      throw new IllegalStateException(
          asked + " orders, but " + reply.getVerdictsCount() + " verdicts");
    }
    return reply.getVerdictsList().stream().map(BusRiskCheck::decode).toList();
  }

  private static Verdict decode(openbell.wire.risk.Verdict verdict) {
    return new Verdict(
        verdict.getRefusalsList().stream()
            .map(r -> new Refusal(r.getCode(), r.getDetail(), r.getPointer(), r.getHint()))
            .toList(),
        verdict.getWorstPx(),
        verdict.getTradeDate(),
        verdict.getVenuePartition(),
        verdict.getCurrency(),
        verdict.getQueue(),
        limits(verdict.getLimits()),
        verdict.getInputs().toByteString().asReadOnlyByteBuffer());
  }

  private static AccountLimits limits(openbell.wire.risk.AccountLimits limits) {
    return new AccountLimits(
        limits.getVersion(),
        optional(limits.hasMaxPosition(), limits.getMaxPosition()),
        optional(limits.hasMaxExposure(), limits.getMaxExposure()),
        optional(limits.hasMaxOpenOrders(), limits.getMaxOpenOrders()),
        optional(limits.hasOrdersPerMinute(), limits.getOrdersPerMinute()),
        optional(limits.hasMaxDailyLoss(), limits.getMaxDailyLoss()));
  }

  private static OptionalLong optional(boolean present, long value) {
    return present ? OptionalLong.of(value) : OptionalLong.empty();
  }
}
