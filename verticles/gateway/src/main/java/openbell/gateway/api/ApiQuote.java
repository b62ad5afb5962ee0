package openbell.gateway.api;

import io.vertx.core.json.JsonObject;
import openbell.model.Decimals;
import openbell.wire.marketdata.Quote;

/** A quote outside: CONTRACT.md, section 3, quote body. A price that is not known yet is absent. */
final class ApiQuote {
  private ApiQuote() {}

  /** The quote under the name that the client asked for. */
  static JsonObject json(String askedFor, Quote quote) {
    var json = new JsonObject().put("symbol", askedFor);
    price(json, "ltp", quote.getLastPx());
    price(json, "bid", quote.getBidPx());
    price(json, "ask", quote.getAskPx());
    json.put("bidQty", Decimals.formatQuantity(quote.getBidQty()))
        .put("askQty", Decimals.formatQuantity(quote.getAskQty()))
        .put("volume", Decimals.formatQuantity(quote.getVolume()));
    price(json, "open", quote.getOpenPx());
    price(json, "high", quote.getHighPx());
    price(json, "low", quote.getLowPx());
    price(json, "previousClose", quote.getPreviousClosePx());
    price(json, "vwap", quote.getVwapPx());
    price(json, "consolidatedVwap", quote.getConsolidatedVwapPx());
    json.put("lastQty", Decimals.formatQuantity(quote.getLastQty()));
    change(json, quote.getLastPx(), quote.getPreviousClosePx());
    json.put("seq", quote.getSeq()).put("epoch", quote.getEpoch()).put("ts", quote.getAsOf());
    if (quote.getOutlier()) {
      json.put("outlier", true);
    }
    if (quote.getStale()) {
      json.put("stale", true).put("source", quote.getSource());
    }
    return json;
  }

  /** A listing without a price: never silence. */
  static JsonObject unpriced(String askedFor) {
    return new JsonObject().put("symbol", askedFor).put("stale", true);
  }

  private static void price(JsonObject json, String name, long px) {
    if (px != 0) {
      json.put(name, Decimals.formatMoney(px));
    }
  }

  private static void change(JsonObject json, long lastPx, long previousClosePx) {
    if (lastPx == 0 || previousClosePx == 0) {
      return;
    }
    var change = Math.subtractExact(lastPx, previousClosePx);
    json.put("change", Decimals.formatMoney(change))
        .put("changePercent", ApiAmounts.percent(change, previousClosePx));
  }
}
