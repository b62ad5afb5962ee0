package openbell.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Call;
import openbell.model.Addresses;
import openbell.model.Decimals;
import openbell.model.OrdType;
import openbell.model.TimeInForce;
import openbell.model.TradingHalt;
import openbell.model.market.TradingPhase;
import openbell.runtime.Bus;
import openbell.runtime.InstrumentDirectory;
import openbell.wire.risk.AccountLimits;
import openbell.wire.risk.AccountLimitsReply;
import openbell.wire.risk.AccountLimitsRequest;
import openbell.wire.risk.RulesReply;
import openbell.wire.risk.RulesRequest;
import openbell.wire.risk.TypeRule;

/**
 * {@code GET /instruments/{symbol}/rules} and {@code GET /me/limits}: what risk takes now, with its
 * values. Thread-safe; keeps nothing.
 */
public final class RulesApi {
  private final InstrumentDirectory instruments;
  private final Bus bus;

  public RulesApi(InstrumentDirectory instruments, Bus bus) {
    this.instruments = instruments;
    this.bus = bus;
  }

  /** The rules of one listing, by canonical or bare symbol. */
  public Future<Answer> rules(Call call) {
    var problem = call.query().problem();
    if (problem.isPresent()) {
      return Future.succeededFuture(new Answer.Refused(problem.get()));
    }
    var askedFor = call.path("symbol");
    var listing = instruments.resolve(askedFor);
    if (listing.isEmpty()) {
      return Future.succeededFuture(unknown());
    }
    var request = RulesRequest.newBuilder().setSymbol(listing.get().getSymbol()).build();
    return bus.<RulesReply>request(Addresses.RISK_RULES, request)
        .map(reply -> reply.hasInputs() ? Answer.ok(json(askedFor, reply)) : unknown());
  }

  /** The limits of the caller's account. */
  public Future<Answer> limits(Call call) {
    var problem = call.query().problem();
    if (problem.isPresent()) {
      return Future.succeededFuture(new Answer.Refused(problem.get()));
    }
    var request = AccountLimitsRequest.newBuilder().setAccountId(call.caller().accountId()).build();
    return bus.<AccountLimitsReply>request(Addresses.RISK_LIMITS, request)
        .map(reply -> Answer.ok(json(reply)));
  }

  private static Answer unknown() {
    return Answer.refused(404, "instrument.unknown", "There is no such listing.");
  }

  private static JsonObject json(String askedFor, RulesReply rules) {
    var inputs = rules.getInputs();
    return new JsonObject()
        .put("symbol", askedFor)
        .put("currency", rules.getCurrency())
        .put("tickSize", Decimals.formatMoney(inputs.getTickSize()))
        .put("lotSize", Decimals.formatQuantity(inputs.getRoundLot()))
        .put("maxQuantity", Decimals.formatQuantity(rules.getMaxOrderQty()))
        .put("maxOrderValue", Decimals.formatMoney(rules.getMaxOrderValue()))
        .put("fatFingerBps", rules.getFatFingerBps())
        .put("priceBand", band(rules))
        .put("phase", TradingPhase.of(inputs.getPhase()).name())
        .put("halt", TradingHalt.of(inputs.getHalt()).name())
        .put("tradable", rules.getTradable())
        .put("restricted", rules.getRestricted())
        .put("tradeDate", ApiWords.date(rules.getTradeDate()))
        .put("queuedOnly", rules.getQueuedOnly())
        .put("types", types(rules))
        .put("limitsVersion", inputs.getLimitsVersion())
        .put("checkedAt", ApiWords.time(inputs.getCheckedAt()));
  }

  private static JsonObject band(RulesReply rules) {
    var inputs = rules.getInputs();
    var band = new JsonObject().put("bps", rules.getPriceBandBps());
    if (inputs.getReferencePx() > 0) {
      band.put("low", Decimals.formatMoney(inputs.getBandLow()))
          .put("high", Decimals.formatMoney(inputs.getBandHigh()))
          .put("reference", Decimals.formatMoney(inputs.getReferencePx()));
    }
    return inputs.getReferenceAgeMs() < 0
        ? band
        : band.put("referenceAgeMs", inputs.getReferenceAgeMs());
  }

  private static JsonArray types(RulesReply rules) {
    var types = new JsonArray();
    for (TypeRule rule : rules.getTypesList()) {
      var validities = new JsonArray();
      rule.getValiditiesList().forEach(one -> validities.add(TimeInForce.of(one).name()));
      types.add(
          new JsonObject()
              .put("type", OrdType.of(rule.getOrdType()).name())
              .put("validities", validities));
    }
    return types;
  }

  private static JsonObject json(AccountLimitsReply reply) {
    AccountLimits limits = reply.getLimits();
    var json =
        new JsonObject()
            .put("version", limits.getVersion())
            .put("maxOrderValue", Decimals.formatMoney(reply.getMaxOrderValue()))
            .put("fatFingerBps", reply.getFatFingerBps());
    if (limits.hasMaxPosition()) {
      json.put("maxPosition", Decimals.formatQuantity(limits.getMaxPosition()));
    }
    if (limits.hasMaxExposure()) {
      json.put("maxExposure", Decimals.formatMoney(limits.getMaxExposure()));
    }
    if (limits.hasMaxOpenOrders()) {
      json.put("maxOpenOrders", limits.getMaxOpenOrders());
    }
    if (limits.hasOrdersPerMinute()) {
      json.put("ordersPerMinute", limits.getOrdersPerMinute());
    }
    if (limits.hasMaxDailyLoss()) {
      json.put("maxDailyLoss", Decimals.formatMoney(limits.getMaxDailyLoss()));
    }
    return json;
  }
}
