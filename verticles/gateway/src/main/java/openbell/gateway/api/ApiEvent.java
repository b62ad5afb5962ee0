package openbell.gateway.api;

import io.vertx.core.json.JsonObject;
import openbell.model.Decimals;
import openbell.wire.account.AccountEvent;
import openbell.wire.account.FundsEvent;
import openbell.wire.account.OrderEvent;

/**
 * An account's event outside: the fields of the streams' frames, and the whole event name as type.
 */
final class ApiEvent {
  private ApiEvent() {}

  static JsonObject json(AccountEvent event) {
    var json =
        new JsonObject()
            .put("seq", event.getSeq())
            .put("type", event.getType())
            .put("at", ApiWords.time(event.getRecordedAt()));
    return switch (event.getBody().getBodyCase()) {
      case ORDER -> order(json, event.getBody().getOrder());
      case FUNDS -> funds(json, event.getBody().getFunds());
      case BODY_NOT_SET -> json;
    };
  }

  private static JsonObject order(JsonObject json, OrderEvent event) {
    var order = ApiOrder.json(event.getOrder());
    order.put("orderType", order.remove("type"));
    json.mergeIn(order);
    if (event.hasFill()) {
      json.put("fill", ApiOrder.fill(event.getFill()));
    }
    return event.getReason().isEmpty()
        ? json
        : json.put("reason", new JsonObject().put("code", event.getReason()));
  }

  private static JsonObject funds(JsonObject json, FundsEvent event) {
    return json.put("currency", event.getCurrency())
        .put("amount", Decimals.formatMoney(event.getAmount()))
        .put("reference", event.getReference());
  }
}
