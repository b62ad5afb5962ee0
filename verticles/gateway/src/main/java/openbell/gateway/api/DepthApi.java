package openbell.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Answer.Refused;
import openbell.gateway.web.Call;
import openbell.model.Decimals;
import openbell.runtime.DepthBoard;
import openbell.runtime.InstrumentDirectory;
import openbell.runtime.QuoteBoard;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Quote;

/** {@code GET /depth/{symbol}}: what the node's boards know. Thread-safe; keeps nothing. */
public final class DepthApi {
  private static final Map<String, Integer> LEVELS = Map.of("5", 5, "20", 20);

  private final InstrumentDirectory instruments;
  private final QuoteBoard quotes;
  private final DepthBoard depths;

  public DepthApi(InstrumentDirectory instruments, QuoteBoard quotes, DepthBoard depths) {
    this.instruments = instruments;
    this.quotes = quotes;
    this.depths = depths;
  }

  /** {@code ?levels=5|20}: price levels best first, as {@code [price, quantity]}. */
  public Future<Answer> find(Call call) {
    var symbol = call.path("symbol");
    var query = call.query();
    var levels = query.word("levels", LEVELS).orElse(20);
    return Future.succeededFuture(
        query.problem().<Answer>map(Refused::new).orElseGet(() -> find(symbol, levels)));
  }

  private Answer find(String askedFor, int levels) {
    return instruments
        .resolve(askedFor)
        .map(instrument -> Answer.ok(json(askedFor, instrument.getSymbol(), levels)))
        .orElseGet(() -> Answer.refused(404, "instrument.unknown", "There is no such listing."));
  }

  private JsonObject json(String askedFor, String symbol, int levels) {
    var depth = depths.find(symbol).orElse(Depth.getDefaultInstance());
    var json =
        new JsonObject()
            .put("symbol", askedFor)
            .put("bids", levels(depth.getBidsList(), levels))
            .put("asks", levels(depth.getAsksList(), levels));
    if (depth.getSeq() != 0) {
      json.put("seq", depth.getSeq()).put("epoch", depth.getEpoch()).put("ts", depth.getAsOf());
    }
    if (isStale(symbol, depth)) {
      json.put("stale", true);
    }
    return json;
  }

  /** A depth is as fresh as its quote, and no fresher than the quote's feed. */
  private boolean isStale(String symbol, Depth depth) {
    var quote = quotes.find(symbol);
    return depth.getSeq() == 0
        || quote.map(Quote::getStale).orElse(true)
        || quote.map(Quote::getEpoch).orElse(0L) > depth.getEpoch();
  }

  private static JsonArray levels(List<PriceLevel> levels, int most) {
    var json = new JsonArray();
    levels.stream()
        .limit(most)
        .forEach(
            level ->
                json.add(
                    new JsonArray()
                        .add(Decimals.formatMoney(level.getPx()))
                        .add(Decimals.formatQuantity(level.getQty()))));
    return json;
  }
}
