package openbell.risk;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.regex.Pattern;
import openbell.model.Addresses;
import openbell.model.Symbol;
import openbell.model.TradingHalt;
import openbell.runtime.Bus;
import openbell.wire.common.Refusal;
import openbell.wire.risk.Halt;
import openbell.wire.risk.Limit;
import openbell.wire.risk.Restriction;
import openbell.wire.risk.RiskChangeReply;
import openbell.wire.risk.RiskChangeRequest;
import openbell.wire.risk.RiskStandingRequest;

/** Takes staff's changes: refuses what makes no sense, stores the rest, and tells all nodes. */
final class LimitChanges {
  private static final Pattern ACCOUNT = Pattern.compile("[1-9][0-9]{0,17}");
  private static final Pattern MIC = Pattern.compile("[A-Z0-9]{4}");
  private static final int MAX_REASON = 200;

  private final LimitStore store;
  private final LimitFollower follower;
  private final Bus bus;

  LimitChanges(LimitStore store, LimitFollower follower, Bus bus) {
    this.store = store;
    this.follower = follower;
    this.bus = bus;
  }

  /** In force on this node when it succeeds, on all others within a second. */
  Future<RiskChangeReply> change(RiskChangeRequest request) {
    return switch (request.getChangeCase()) {
      case LIMIT -> limit(request.getLimit());
      case HALT -> halt(request.getHalt());
      case RESTRICTION -> restriction(request.getRestriction());
      case CHANGE_NOT_SET -> refused("There is no change.");
    };
  }

  private Future<RiskChangeReply> limit(Limit limit) {
    return problem(limit).map(LimitChanges::refused).orElseGet(() -> done(store.set(limit)));
  }

  private static Optional<String> problem(Limit limit) {
    try {
      var scope = RiskMessages.scope(limit.getScope());
      if (!RiskMessages.name(limit.getName()).isFor(scope)) {
        return Optional.of("This limit cannot be set for " + scope + ".");
      }
      var fits =
          switch (scope) {
            case GLOBAL -> limit.getKey().isEmpty();
            case ACCOUNT -> ACCOUNT.matcher(limit.getKey()).matches();
            case SYMBOL -> Symbol.parse(limit.getKey()).isPresent();
          };
      if (!fits) {
        return Optional.of("The key is none of " + scope + ".");
      }
    } catch (IllegalArgumentException unknown) {
      return Optional.of("Scope or name is missing.");
    }
    return limit.hasValue() && limit.getValue() < 0
        ? Optional.of("A limit is not below zero.")
        : reasonProblem(limit.getReason());
  }

  private Future<RiskChangeReply> halt(Halt halt) {
    if (!MIC.matcher(halt.getKey()).matches() && Symbol.parse(halt.getKey()).isEmpty()) {
      return refused("The key is neither a market nor a symbol.");
    }
    try {
      TradingHalt.of(halt.getHalt());
    } catch (IllegalArgumentException unspecified) {
      return refused("The halt is missing.");
    }
    return reasonProblem(halt.getReason())
        .map(LimitChanges::refused)
        .orElseGet(() -> done(store.set(halt)));
  }

  private Future<RiskChangeReply> restriction(Restriction restriction) {
    if (Symbol.parse(restriction.getSymbol()).isEmpty()) {
      return refused("The symbol is none.");
    }
    return reasonProblem(restriction.getReason())
        .map(LimitChanges::refused)
        .orElseGet(() -> done(store.set(restriction)));
  }

  private static Optional<String> reasonProblem(String reason) {
    return reason.isBlank() || reason.length() > MAX_REASON
        ? Optional.of("A reason of 1 to " + MAX_REASON + " characters is needed.")
        : Optional.empty();
  }

  private Future<RiskChangeReply> done(Future<Long> stored) {
    return stored.compose(
        version -> {
          bus.publish(Addresses.RISK_CHANGED, RiskStandingRequest.getDefaultInstance());
          return follower.refresh().map(RiskChangeReply.newBuilder().setVersion(version).build());
        });
  }

  private static Future<RiskChangeReply> refused(String detail) {
    return Future.succeededFuture(
        RiskChangeReply.newBuilder()
            .setRefusal(Refusal.newBuilder().setCode("risk.change_invalid").setDetail(detail))
            .build());
  }
}
