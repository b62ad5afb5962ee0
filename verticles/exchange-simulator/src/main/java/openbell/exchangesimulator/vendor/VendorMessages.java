package openbell.exchangesimulator.vendor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import openbell.model.Decimals;
import openbell.model.Symbol;
import openbell.wire.common.Side;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Trade;

/** Writes the vendor's JSON. Stateless; prices and quantities are decimal strings. */
final class VendorMessages {
  private VendorMessages() {}

  /** Everything follows, as of this seq. */
  static String begin(String stream, long seq) {
    return new JsonObject().put("type", "begin").put("stream", stream).put("seq", seq).encode();
  }

  /** Everything was told. */
  static String end(long seq) {
    return new JsonObject().put("type", "end").put("seq", seq).encode();
  }

  /** A sign of life. */
  static String heartbeat(long seq) {
    return new JsonObject().put("type", "heartbeat").put("seq", seq).encode();
  }

  /** A whole book. */
  static String book(Depth depth, long seq) {
    return about(depth.getSymbol(), "book", seq, depth.getAsOf())
        .put("bids", levels(depth.getBidsList()))
        .put("asks", levels(depth.getAsksList()))
        .encode();
  }

  /** A trade. */
  static String trade(Trade trade, long seq) {
    return about(trade.getSymbol(), "trade", seq, trade.getTransactTime())
        .put("price", Decimals.formatMoney(trade.getPx()))
        .put("size", Decimals.formatQuantity(trade.getQty()))
        .put("side", trade.getAggressor() == Side.SIDE_BUY ? "buy" : "sell")
        .put("id", trade.getTrdMatchId())
        .encode();
  }

  private static JsonObject about(String canonical, String type, long seq, long stamp) {
    var symbol = Symbol.of(canonical);
    return new JsonObject()
        .put("type", type)
        .put("symbol", symbol.code())
        .put("mic", symbol.mic())
        .put("seq", seq)
        .put("ts", stamp);
  }

  private static JsonArray levels(List<PriceLevel> levels) {
    var array = new JsonArray();
    for (var level : levels) {
      array.add(
          new JsonArray()
              .add(Decimals.formatMoney(level.getPx()))
              .add(Decimals.formatQuantity(level.getQty())));
    }
    return array;
  }
}
