package openbell.gateway.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import openbell.model.Decimals;
import openbell.model.OrderId;
import openbell.model.TradingHalt;
import openbell.model.market.TradingPhase;
import openbell.wire.order.ExplainOrderReply;
import openbell.wire.order.ExplainedTransition;
import openbell.wire.order.FilledLevel;
import openbell.wire.risk.RuleInputs;
import openbell.wire.venue.Arrival;
import openbell.wire.venue.ArrivalLevel;

/**
 * How an order came to be what it is, outside: its transitions with the hops that each took, what
 * the rules looked at, the book that it met, the prices that filled it.
 */
final class ApiExplain {
  private static final String VENUE = "venue";

  private ApiExplain() {}

  static JsonObject json(ExplainOrderReply reply) {
    var order = reply.getOrder();
    return new JsonObject()
        .put("orderId", OrderId.of(order.getOrderId()).toString())
        .put("clientOrderId", order.getClOrdId())
        .put("symbol", order.getSymbol())
        .put("status", ApiWords.status(order))
        .put("version", order.getVersion())
        .put("timeline", timeline(reply.getTransitionsList()))
        .put("levels", levels(reply.getLevelsList()))
        .put("more", reply.getMore());
  }

  private static JsonArray timeline(List<ExplainedTransition> transitions) {
    var timeline = new JsonArray();
    var askedAt = 0L;
    for (var transition : transitions) {
      timeline.add(json(transition, askedAt));
      var happened = transition.getTransition();
      askedAt = happened.getActor().equals(VENUE) ? 0 : happened.getRecordedAt();
    }
    return timeline;
  }

  /** What was asked for last is what the venue answers: its first hop counts from there. */
  private static JsonObject json(ExplainedTransition explained, long askedAt) {
    var transition = explained.getTransition();
    var isAnswer = transition.getActor().equals(VENUE);
    var hops = new Hops(isAnswer ? askedAt : 0);
    hops.add("received", explained.getReceivedAt());
    hops.add("checked", explained.getInputs().getCheckedAt());
    hops.add("logged", explained.getLoggedAt());
    hops.add("dequeued", explained.getDequeuedAt());
    hops.add("decided", explained.getDecidedAt());
    hops.add(isAnswer ? "applied" : "stored", transition.getRecordedAt());
    var json = ApiOrder.transition(transition).put("hops", hops.json());
    if (explained.hasInputs()) {
      json.put("rules", rules(explained.getInputs()));
    }
    return explained.hasArrival() ? json.put("arrival", arrival(explained.getArrival())) : json;
  }

  /** Where a transition was, and how long each way took. Clocks may differ: so may the sign. */
  private static final class Hops {
    private final JsonArray hops = new JsonArray();
    private long before;

    /** 0: the first hop counts from nowhere. */
    Hops(long before) {
      this.before = before;
    }

    void add(String hop, long at) {
      if (at == 0) {
        return;
      }
      var json = new JsonObject().put("hop", hop).put("at", ApiWords.time(at));
      hops.add(before == 0 ? json : json.put("latencyUs", at - before));
      before = at;
    }

    JsonArray json() {
      return hops;
    }
  }

  private static JsonObject rules(RuleInputs inputs) {
    var json = new JsonObject();
    price(json, "referencePrice", inputs.getReferencePx());
    if (inputs.getReferenceAgeMs() >= 0) {
      json.put("referenceAgeMs", inputs.getReferenceAgeMs());
    }
    price(json, "bandLow", inputs.getBandLow());
    price(json, "bandHigh", inputs.getBandHigh());
    price(json, "tickSize", inputs.getTickSize());
    return json.put("lotSize", Decimals.formatQuantity(inputs.getRoundLot()))
        .put("phase", TradingPhase.of(inputs.getPhase()).name())
        .put("halt", TradingHalt.of(inputs.getHalt()).name())
        .put("limitsVersion", inputs.getLimitsVersion());
  }

  private static JsonObject arrival(Arrival arrival) {
    var json =
        new JsonObject()
            .put("bids", book(arrival.getBidsList()))
            .put("asks", book(arrival.getAsksList()))
            .put("quantityAhead", Decimals.formatQuantity(arrival.getQtyAhead()))
            .put("ordersAhead", arrival.getOrdersAhead());
    price(json, "lastPrice", arrival.getLastPx());
    return json;
  }

  /** As {@code /depth} has them. */
  private static JsonArray book(List<ArrivalLevel> levels) {
    var json = new JsonArray();
    levels.forEach(
        level ->
            json.add(
                new JsonArray()
                    .add(Decimals.formatMoney(level.getPrice()))
                    .add(Decimals.formatQuantity(level.getQuantity()))));
    return json;
  }

  private static JsonArray levels(List<FilledLevel> levels) {
    var json = new JsonArray();
    levels.forEach(
        level ->
            json.add(
                new JsonObject()
                    .put("price", Decimals.formatMoney(level.getPrice()))
                    .put("quantity", Decimals.formatQuantity(level.getQuantity()))
                    .put("fills", level.getFills())));
    return json;
  }

  private static void price(JsonObject json, String name, long px) {
    if (px != 0) {
      json.put(name, Decimals.formatMoney(px));
    }
  }
}
