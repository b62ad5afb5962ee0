package openbell.order;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.common.Refusal;
import openbell.wire.common.TradingHalt;
import openbell.wire.common.TradingPhase;
import openbell.wire.risk.AccountLimits;
import openbell.wire.risk.CheckOrdersReply;
import openbell.wire.risk.CheckOrdersRequest;
import openbell.wire.risk.OrderToCheck;
import openbell.wire.risk.RuleInputs;
import openbell.wire.risk.Verdict;

/**
 * Allows every order of XNSE:* at its price (MARKET: at 3,000.00), refuses all other symbols. An
 * order that asks to be queued finds the market closed.
 */
final class AllowingRisk {
  static final long MARKET_PX = 30_000_000;
  static final int TRADE_DATE = 20_260_105;

  /** What the rules say that they looked at. */
  static final RuleInputs INPUTS =
      RuleInputs.newBuilder()
          .setReferencePx(MARKET_PX)
          .setTickSize(500)
          .setRoundLot(1)
          .setPhase(TradingPhase.TRADING_PHASE_REGULAR)
          .setHalt(TradingHalt.TRADING_HALT_NONE)
          .setCheckedAt(1_767_600_000_000_000L)
          .build();

  /** What binds an account; an absent one has no limits. */
  static final Map<Long, AccountLimits> LIMITS = new ConcurrentHashMap<>();

  private AllowingRisk() {}

  static Future<Void> serve(Bus bus) {
    return bus.<CheckOrdersRequest>serve(
        Addresses.RISK_CHECK, request -> Future.succeededFuture(check(request)));
  }

  private static CheckOrdersReply check(CheckOrdersRequest request) {
    var reply = CheckOrdersReply.newBuilder();
    request.getOrdersList().forEach(order -> reply.addVerdicts(verdict(order)));
    return reply.build();
  }

  private static Verdict verdict(OrderToCheck order) {
    var verdict =
        Verdict.newBuilder()
            .setWorstPx(order.getPrice() == 0 ? MARKET_PX : order.getPrice())
            .setTradeDate(TRADE_DATE)
            .setCurrency("INR")
            .setQueue(order.getQueueIfClosed())
            .setInputs(INPUTS);
    Optional.ofNullable(LIMITS.get(order.getAccountId())).ifPresent(verdict::setLimits);
    if (!order.getSymbol().startsWith("XNSE:")) {
      verdict.addRefusals(Refusal.newBuilder().setCode("instrument.unknown"));
    }
    return verdict.build();
  }
}
