package openbell.order.trigger;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import openbell.model.Addresses;
import openbell.order.domain.Refusal;
import openbell.order.trigger.domain.Leg;
import openbell.runtime.Bus;
import openbell.runtime.Fault;
import openbell.wire.common.OrdType;
import openbell.wire.common.TimeInForce;
import openbell.wire.risk.CheckOrdersReply;
import openbell.wire.risk.CheckOrdersRequest;
import openbell.wire.risk.OrderToCheck;
import openbell.wire.risk.Verdict;

/**
 * Asks risk for the rules of orders on each leg, but for those of the moment: they are asked when
 * the order is placed. A trigger price keeps the tick of limit prices.
 */
final class TriggerChecks {
  private static final long TIMEOUT_MS = 1_000;
  private static final String OFF_TICK = "order.price_off_tick";
  private static final String OF_THE_MARKET = "market.";
  private static final Set<String> OF_THE_MOMENT =
      Set.of(
          "risk.price_band",
          "risk.fat_finger",
          "order.type_not_in_phase",
          "order.validity_not_in_phase");

  private final Bus bus;

  TriggerChecks(Bus bus) {
    this.bus = bus;
  }

  /** All refusals of all legs, each with a pointer into the request. */
  Future<List<Refusal>> check(long accountId, String symbol, List<Leg> legs) {
    var request = CheckOrdersRequest.newBuilder();
    legs.forEach(
        leg -> {
          request.addOrders(order(accountId, symbol, leg));
          request.addOrders(triggerPrice(accountId, symbol, leg));
        });
    return bus.<CheckOrdersReply>request(Addresses.RISK_CHECK, request.build(), TIMEOUT_MS)
        .map(reply -> refusals(reply, legs.size()))
        .recover(
            failure ->
                Future.failedFuture(
                    Fault.unavailable(
                        "system.unavailable", "The pre-trade checks do not answer.", failure)));
  }

  private static OrderToCheck order(long accountId, String symbol, Leg leg) {
    return OrderToCheck.newBuilder()
        .setAccountId(accountId)
        .setSymbol(symbol)
        .setSide(leg.side().wire())
        .setOrdType(leg.ordType().wire())
        .setTimeInForce(leg.timeInForce().wire())
        .setOrderQty(leg.orderQty())
        .setPrice(leg.price())
        .build();
  }

  private static OrderToCheck triggerPrice(long accountId, String symbol, Leg leg) {
    return order(accountId, symbol, leg).toBuilder()
        .setOrdType(OrdType.ORD_TYPE_LIMIT)
        .setTimeInForce(TimeInForce.TIME_IN_FORCE_DAY)
        .setPrice(leg.triggerPx())
        .build();
  }

  private static List<Refusal> refusals(CheckOrdersReply reply, int legs) {
    if (reply.getVerdictsCount() != 2 * legs) {
      throw new IllegalStateException(reply.getVerdictsCount() + " verdicts on " + legs + " legs");
    }
    var refusals = new ArrayList<Refusal>();
    for (var leg = 0; leg < legs; leg++) {
      var at = legs == 1 ? "" : "/legs/" + leg;
      ofOrder(reply.getVerdicts(2 * leg), at, refusals);
      ofTriggerPrice(reply.getVerdicts(2 * leg + 1), at, refusals);
    }
    return refusals;
  }

  private static void ofOrder(Verdict verdict, String at, List<Refusal> refusals) {
    verdict.getRefusalsList().stream()
        .filter(one -> !one.getCode().startsWith(OF_THE_MARKET))
        .filter(one -> !OF_THE_MOMENT.contains(one.getCode()))
        .map(
            one ->
                new Refusal(
                    one.getCode(), one.getDetail(), pointer(one.getPointer(), at), one.getHint()))
        .forEach(refusals::add);
  }

  private static void ofTriggerPrice(Verdict verdict, String at, List<Refusal> refusals) {
    verdict.getRefusalsList().stream()
        .filter(one -> one.getCode().equals(OFF_TICK))
        .map(one -> new Refusal(OFF_TICK, one.getDetail(), at + "/triggerPrice", one.getHint()))
        .forEach(refusals::add);
  }

  /** The symbol stands beside the legs. */
  private static String pointer(String pointer, String at) {
    return pointer.isEmpty() || pointer.equals("/symbol") ? pointer : at + pointer;
  }
}
