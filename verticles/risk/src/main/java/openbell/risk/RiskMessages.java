package openbell.risk;

import java.util.Optional;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.risk.domain.AccountLimits;
import openbell.risk.domain.LimitName;
import openbell.risk.domain.LimitScope;
import openbell.risk.domain.OrderToCheck;
import openbell.risk.domain.RuleInputs;
import openbell.risk.domain.Verdict;
import openbell.wire.common.Refusal;

/** Encodes and decodes what the rules and limits say on the bus. */
final class RiskMessages {
  private static final String SCOPE = "LIMIT_SCOPE_";
  private static final String NAME = "LIMIT_NAME_";

  private RiskMessages() {}

  /** An order; empty if its side, type or validity is missing. */
  static Optional<OrderToCheck> order(openbell.wire.risk.OrderToCheck wire) {
    try {
      return Optional.of(
          new OrderToCheck(
              Side.of(wire.getSide()),
              OrdType.of(wire.getOrdType()),
              TimeInForce.of(wire.getTimeInForce()),
              wire.getOrderQty(),
              wire.getPrice(),
              wire.getStopPx(),
              wire.getQueueIfClosed(),
              wire.getExpireDate()));
    } catch (IllegalArgumentException unspecified) {
      return Optional.empty();
    }
  }

  static openbell.wire.risk.Verdict.Builder verdict(Verdict verdict) {
    var wire =
        openbell.wire.risk.Verdict.newBuilder()
            .setWorstPx(verdict.worstPx())
            .setTradeDate(verdict.tradeDate())
            .setVenuePartition(verdict.venuePartition())
            .setCurrency(verdict.currency())
            .setQueue(verdict.queue());
    verdict.inputs().ifPresent(inputs -> wire.setInputs(inputs(inputs)));
    for (var refusal : verdict.refusals()) {
      wire.addRefusals(
          Refusal.newBuilder()
              .setCode(refusal.code())
              .setDetail(refusal.detail())
              .setPointer(refusal.pointer())
              .setHint(refusal.hint()));
    }
    return wire;
  }

  static openbell.wire.risk.RuleInputs inputs(RuleInputs inputs) {
    return openbell.wire.risk.RuleInputs.newBuilder()
        .setReferencePx(inputs.referencePx())
        .setReferenceAgeMs(inputs.referenceAgeMs())
        .setBandLow(inputs.band().low())
        .setBandHigh(inputs.band().high())
        .setTickSize(inputs.tickSize())
        .setRoundLot(inputs.roundLot())
        .setPhase(inputs.phase().wire())
        .setHalt(inputs.halt().wire())
        .setLimitsVersion(inputs.limitsVersion())
        .setCheckedAt(inputs.checkedAtMicros())
        .build();
  }

  static openbell.wire.risk.AccountLimits limits(AccountLimits limits) {
    var wire = openbell.wire.risk.AccountLimits.newBuilder().setVersion(limits.version());
    limits.maxPosition().ifPresent(wire::setMaxPosition);
    limits.maxExposure().ifPresent(wire::setMaxExposure);
    limits.maxOpenOrders().ifPresent(wire::setMaxOpenOrders);
    limits.ordersPerMinute().ifPresent(wire::setOrdersPerMinute);
    limits.maxDailyLoss().ifPresent(wire::setMaxDailyLoss);
    return wire.build();
  }

  static openbell.wire.risk.LimitScope wire(LimitScope scope) {
    return openbell.wire.risk.LimitScope.valueOf(SCOPE + scope.name());
  }

  static openbell.wire.risk.LimitName wire(LimitName name) {
    return openbell.wire.risk.LimitName.valueOf(NAME + name.name());
  }

  /** Throws IllegalArgumentException if it is unspecified or unknown. */
  static LimitScope scope(openbell.wire.risk.LimitScope wire) {
    return LimitScope.valueOf(wire.name().replace(SCOPE, ""));
  }

  /** Throws IllegalArgumentException if it is unspecified or unknown. */
  static LimitName name(openbell.wire.risk.LimitName wire) {
    return LimitName.valueOf(wire.name().replace(NAME, ""));
  }
}
