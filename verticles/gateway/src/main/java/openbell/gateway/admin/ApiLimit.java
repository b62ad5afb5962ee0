package openbell.gateway.admin;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import openbell.gateway.api.ApiWords;
import openbell.gateway.web.Fields;
import openbell.model.Decimals;
import openbell.model.TradingHalt;
import openbell.wire.risk.Halt;
import openbell.wire.risk.Limit;
import openbell.wire.risk.LimitName;
import openbell.wire.risk.LimitScope;
import openbell.wire.risk.Restriction;
import openbell.wire.risk.RiskChangeRequest;
import openbell.wire.risk.RiskStandingReply;

/** Limits, halts and restrictions outside. */
final class ApiLimit {
  static final Map<String, LimitScope> SCOPES =
      Map.of(
          "GLOBAL", LimitScope.LIMIT_SCOPE_GLOBAL,
          "ACCOUNT", LimitScope.LIMIT_SCOPE_ACCOUNT,
          "SYMBOL", LimitScope.LIMIT_SCOPE_SYMBOL);

  static final Map<String, LimitName> NAMES =
      Map.of(
          "maxOrderValue", LimitName.LIMIT_NAME_MAX_ORDER_VALUE,
          "fatFingerBps", LimitName.LIMIT_NAME_FAT_FINGER_BPS,
          "maxPosition", LimitName.LIMIT_NAME_MAX_POSITION,
          "maxExposure", LimitName.LIMIT_NAME_MAX_EXPOSURE,
          "maxOpenOrders", LimitName.LIMIT_NAME_MAX_OPEN_ORDERS,
          "ordersPerMinute", LimitName.LIMIT_NAME_ORDERS_PER_MINUTE,
          "maxDailyLoss", LimitName.LIMIT_NAME_MAX_DAILY_LOSS,
          "priceBandBps", LimitName.LIMIT_NAME_PRICE_BAND_BPS);

  static final Map<String, TradingHalt> HALTS =
      Arrays.stream(TradingHalt.values())
          .collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

  private ApiLimit() {}

  /** The word outside; empty where the name is missing. */
  static String name(LimitName name) {
    return word(NAMES, name);
  }

  private static <E> String word(Map<String, E> words, E value) {
    return words.entrySet().stream()
        .filter(entry -> entry.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  /** The field {@code value}: a decimal text that may be zero; money has four digits more. */
  static OptionalLong value(Fields body, LimitName name) {
    var text = body.text("value", 24);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    var value = Decimals.parse(text.get(), isMoney(name) ? Decimals.MONEY_SCALE : 0);
    if (value.isEmpty() || value.getAsLong() < 0) {
      body.fault("value", "request.invalid_decimal", "value is a decimal that is not below zero.");
      return OptionalLong.empty();
    }
    return value;
  }

  private static boolean isMoney(LimitName name) {
    return switch (name) {
      case LIMIT_NAME_MAX_ORDER_VALUE, LIMIT_NAME_MAX_EXPOSURE, LIMIT_NAME_MAX_DAILY_LOSS -> true;
      case LIMIT_NAME_FAT_FINGER_BPS,
          LIMIT_NAME_MAX_POSITION,
          LIMIT_NAME_MAX_OPEN_ORDERS,
          LIMIT_NAME_ORDERS_PER_MINUTE,
          LIMIT_NAME_PRICE_BAND_BPS,
          LIMIT_NAME_UNSPECIFIED,
          UNRECOGNIZED ->
          false;
    };
  }

  private static String value(Limit limit) {
    return isMoney(limit.getName())
        ? Decimals.formatMoney(limit.getValue())
        : Long.toString(limit.getValue());
  }

  static JsonObject json(Limit limit) {
    var json =
        new JsonObject()
            .put("scope", word(SCOPES, limit.getScope()))
            .put("name", name(limit.getName()))
            .put("value", value(limit));
    if (!limit.getKey().isEmpty()) {
      json.put("key", limit.getKey());
    }
    return setBy(json, limit.getSetBy(), limit.getSetAt(), limit.getReason());
  }

  static JsonObject json(Halt halt) {
    return setBy(
        new JsonObject()
            .put("key", halt.getKey())
            .put("halt", TradingHalt.of(halt.getHalt()).name()),
        halt.getSetBy(),
        halt.getSetAt(),
        halt.getReason());
  }

  static JsonObject json(Restriction restriction) {
    return setBy(
        new JsonObject().put("symbol", restriction.getSymbol()),
        restriction.getSetBy(),
        restriction.getSetAt(),
        restriction.getReason());
  }

  private static JsonObject setBy(JsonObject json, long by, long at, String reason) {
    return json.put("setBy", Long.toString(by))
        .put("setAt", ApiWords.time(at))
        .put("reason", reason);
  }

  /** What was set of the thing that a change is about, for the audit. */
  static String before(RiskStandingReply standing, RiskChangeRequest.Builder change) {
    var found =
        switch (change.getChangeCase()) {
          case LIMIT ->
              standing.getLimitsList().stream()
                  .filter(one -> isSame(one, change.getLimit()))
                  .map(ApiLimit::value)
                  .findFirst();
          case HALT ->
              standing.getHaltsList().stream()
                  .filter(one -> one.getKey().equals(change.getHalt().getKey()))
                  .map(one -> TradingHalt.of(one.getHalt()).name())
                  .findFirst();
          case RESTRICTION ->
              standing.getRestrictionsList().stream()
                  .filter(one -> one.getSymbol().equals(change.getRestriction().getSymbol()))
                  .map(one -> "restricted")
                  .findFirst();
          case CHANGE_NOT_SET -> throw new IllegalStateException("no change");
        };
    return found.orElse("not set");
  }

  private static boolean isSame(Limit one, Limit other) {
    return one.getScope() == other.getScope()
        && one.getName() == other.getName()
        && one.getKey().equals(other.getKey());
  }
}
