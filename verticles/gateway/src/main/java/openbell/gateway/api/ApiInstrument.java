package openbell.gateway.api;

import io.vertx.core.json.JsonObject;
import openbell.model.Decimals;
import openbell.model.Symbol;
import openbell.wire.reference.Instrument;

/** A listing outside. */
final class ApiInstrument {
  private ApiInstrument() {}

  static JsonObject json(Instrument instrument) {
    var symbol = Symbol.of(instrument.getSymbol());
    return new JsonObject()
        .put("symbol", instrument.getSymbol())
        .put("code", symbol.code())
        .put("market", symbol.mic())
        .put("name", instrument.getName())
        .put("isin", instrument.getIsin())
        .put("currency", instrument.getCurrency())
        .put("tickSize", Decimals.formatMoney(instrument.getTickSize()))
        .put("lotSize", Decimals.formatQuantity(instrument.getRoundLot()))
        .put("previousClose", Decimals.formatMoney(instrument.getPreviousClosePx()))
        // Basis points are hundredths of a percent.
        .put("priceBandPercent", Decimals.formatMoney(instrument.getPriceBandBps() * 100L))
        .put("maxOrderQuantity", Decimals.formatQuantity(instrument.getMaxOrderQty()))
        .put("primary", instrument.getPrimaryListing())
        .put("tradable", instrument.getTradable())
        .put("version", instrument.getVersion());
  }
}
