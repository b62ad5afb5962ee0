package openbell.gateway.api;

import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;
import openbell.model.Decimals;
import openbell.model.Notional;
import openbell.runtime.InstrumentDirectory;
import openbell.runtime.QuoteBoard;
import openbell.wire.ledger.CashBalance;
import openbell.wire.ledger.Position;

/** Positions and balances outside; a position is valued at the newest price that the node knows. */
public final class ApiPosition {
  private final QuoteBoard quotes;
  private final InstrumentDirectory instruments;

  public ApiPosition(QuoteBoard quotes, InstrumentDirectory instruments) {
    this.quotes = quotes;
    this.instruments = instruments;
  }

  static JsonObject json(CashBalance balance) {
    return new JsonObject()
        .put("currency", balance.getCurrency())
        .put("posted", Decimals.formatMoney(balance.getPosted()))
        .put("held", Decimals.formatMoney(balance.getHeld()))
        .put("available", Decimals.formatMoney(balance.getAvailable()))
        .put("receivable", Decimals.formatMoney(balance.getReceivable()))
        .put("buyingPower", Decimals.formatMoney(balance.getAvailable()));
  }

  JsonObject json(Position position) {
    var json =
        new JsonObject()
            .put("symbol", position.getSymbol())
            .put("currency", position.getCurrency())
            .put("quantity", Decimals.formatQuantity(position.getQty()))
            .put("held", Decimals.formatQuantity(position.getHeld()))
            .put("available", Decimals.formatQuantity(position.getAvailable()))
            .put("cost", Decimals.formatMoney(position.getCost()))
            .put("realizedPnl", Decimals.formatMoney(position.getRealizedPnl()));
    if (position.getQty() != 0) {
      var averagePx = ApiAmounts.divide(position.getCost(), 1, position.getQty());
      json.put("avgPrice", Decimals.formatMoney(averagePx));
    }
    currentPx(position.getSymbol()).ifPresent(px -> value(json, position, px));
    return json;
  }

  private static void value(JsonObject json, Position position, long px) {
    var value = Notional.of(px, position.getQty());
    json.put("currentPrice", Decimals.formatMoney(px))
        .put("value", Decimals.formatMoney(value))
        .put("pnl", Decimals.formatMoney(Math.subtractExact(value, position.getCost())));
  }

  /** The last trade's price, else the last close; empty if there is neither. */
  private OptionalLong currentPx(String symbol) {
    var lastPx = quotes.find(symbol).map(quote -> quote.getLastPx()).orElse(0L);
    var px =
        lastPx != 0
            ? lastPx
            : instruments.find(symbol).map(one -> one.getPreviousClosePx()).orElse(0L);
    return px == 0 ? OptionalLong.empty() : OptionalLong.of(px);
  }
}
