package openbell.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Answer.Refused;
import openbell.gateway.web.Call;
import openbell.gateway.web.Fields;
import openbell.gateway.web.Problem;
import openbell.runtime.InstrumentDirectory;
import openbell.runtime.QuoteBoard;

/** {@code GET /quotes}: what the node's quote board knows. Thread-safe; keeps nothing. */
public final class QuotesApi {
  private static final int MAX_SYMBOLS = 500;
  private static final int MAX_QUERY = 16_384;
  private static final int MAX_SYMBOL = 32;

  private final InstrumentDirectory instruments;
  private final QuoteBoard quotes;

  public QuotesApi(InstrumentDirectory instruments, QuoteBoard quotes) {
    this.instruments = instruments;
    this.quotes = quotes;
  }

  /** {@code ?symbols=A,B}: quotes under the names asked for, and those that nobody lists. */
  public Future<Answer> list(Call call) {
    var query = call.query();
    var symbols = query.requiredText("symbols", MAX_QUERY);
    return Future.succeededFuture(
        query
            .problem()
            .<Answer>map(Refused::new)
            .orElseGet(() -> snapshot(Arrays.asList(symbols.split(",")))));
  }

  /** The same for {@code {"symbols":["A","B"]}}. */
  public Future<Answer> snapshot(Fields body) {
    body.require("symbols");
    var symbols = body.texts("symbols", MAX_SYMBOLS, MAX_SYMBOL);
    return Future.succeededFuture(
        body.problem().<Answer>map(Refused::new).orElseGet(() -> snapshot(symbols)));
  }

  private Answer snapshot(List<String> asked) {
    SequencedSet<String> symbols = new LinkedHashSet<>();
    asked.stream().map(String::strip).filter(symbol -> !symbol.isEmpty()).forEach(symbols::add);
    if (symbols.size() > MAX_SYMBOLS) {
      return new Refused(
          Problem.refused(400, "request.too_many", "At most " + MAX_SYMBOLS + " symbols."));
    }
    var data = new JsonArray();
    var rejected = new JsonArray();
    for (var symbol : symbols) {
      instruments
          .resolve(symbol)
          .ifPresentOrElse(
              instrument ->
                  data.add(
                      quotes
                          .find(instrument.getSymbol())
                          .map(quote -> ApiQuote.json(symbol, quote))
                          .orElseGet(() -> ApiQuote.unpriced(symbol))),
              () ->
                  rejected.add(
                      new JsonObject().put("symbol", symbol).put("code", "instrument.unknown")));
    }
    return Answer.ok(new JsonObject().put("data", data).put("rejected", rejected));
  }
}
