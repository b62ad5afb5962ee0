package openbell.gateway.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import openbell.model.Decimals;
import openbell.model.OrdType;
import openbell.model.OrderId;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.wire.order.Trigger;
import openbell.wire.order.TriggerLeg;
import openbell.wire.order.TriggerStatus;

/** A GTT or an OCO outside: plain words, decimal strings. */
final class ApiTrigger {
  private ApiTrigger() {}

  static JsonObject json(Trigger trigger) {
    var one = trigger.getLegsCount() == 1;
    var json =
        new JsonObject()
            .put(one ? "gttId" : "ocoId", OrderId.of(trigger.getTriggerId()).toString())
            .put("symbol", trigger.getSymbol())
            .put("status", status(trigger.getStatus()))
            .put("version", trigger.getVersion())
            .put("expireDate", ApiWords.date(trigger.getExpireDate()))
            .put("createdAt", ApiWords.time(trigger.getCreatedAt()))
            .put("updatedAt", ApiWords.time(trigger.getUpdatedAt()));
    if (one) {
      json.mergeIn(leg(trigger.getLegs(0)));
    } else {
      json.put("legs", legs(trigger));
    }
    if (isMet(trigger)) {
      json.put("metPrice", Decimals.formatMoney(trigger.getMetPx()));
    }
    if (!trigger.getOrderId().isEmpty()) {
      json.put("orderId", OrderId.of(trigger.getOrderId()).toString());
    }
    return trigger.getReason().isEmpty()
        ? json
        : json.put("reason", new JsonObject().put("code", trigger.getReason()));
  }

  /** Of a met one the other leg is cancelled; else all are what the whole is. */
  private static JsonArray legs(Trigger trigger) {
    var legs = new JsonArray();
    for (var leg = 0; leg < trigger.getLegsCount(); leg++) {
      var status =
          isMet(trigger) && leg != trigger.getMetLeg()
              ? TriggerStatus.TRIGGER_STATUS_CANCELLED
              : trigger.getStatus();
      legs.add(leg(trigger.getLegs(leg)).put("status", status(status)));
    }
    return legs;
  }

  private static JsonObject leg(TriggerLeg leg) {
    var condition =
        switch (leg.getCondition()) {
          case TRIGGER_CONDITION_AT_OR_ABOVE -> "AT_OR_ABOVE";
          case TRIGGER_CONDITION_AT_OR_BELOW -> "AT_OR_BELOW";
          case TRIGGER_CONDITION_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalArgumentException("not a condition: " + leg.getCondition());
        };
    var json =
        new JsonObject()
            .put("triggerPrice", Decimals.formatMoney(leg.getTriggerPx()))
            .put("condition", condition)
            .put("side", Side.of(leg.getSide()).name())
            .put("type", OrdType.of(leg.getOrdType()).name())
            .put("quantity", Decimals.formatQuantity(leg.getOrderQty()))
            .put("validity", TimeInForce.of(leg.getTimeInForce()).name())
            .put("product", Product.of(leg.getProduct()).name());
    return leg.getPrice() == 0 ? json : json.put("price", Decimals.formatMoney(leg.getPrice()));
  }

  private static boolean isMet(Trigger trigger) {
    return trigger.getStatus() == TriggerStatus.TRIGGER_STATUS_TRIGGERED
        || trigger.getStatus() == TriggerStatus.TRIGGER_STATUS_REJECTED;
  }

  private static String status(TriggerStatus status) {
    return switch (status) {
      case TRIGGER_STATUS_ACTIVE -> "ACTIVE";
      case TRIGGER_STATUS_TRIGGERED -> "TRIGGERED";
      case TRIGGER_STATUS_REJECTED -> "REJECTED";
      case TRIGGER_STATUS_CANCELLED -> "CANCELLED";
      case TRIGGER_STATUS_EXPIRED -> "EXPIRED";
      case TRIGGER_STATUS_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a status: " + status);
    };
  }
}
