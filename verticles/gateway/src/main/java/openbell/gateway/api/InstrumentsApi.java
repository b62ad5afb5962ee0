package openbell.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Answer.Refused;
import openbell.gateway.web.Call;
import openbell.gateway.web.Fields;
import openbell.gateway.web.Problem;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.runtime.InstrumentDirectory;
import openbell.wire.reference.Instrument;
import openbell.wire.search.SearchReply;
import openbell.wire.search.SearchRequest;

/** {@code GET /instruments...}. Thread-safe; keeps nothing. */
public final class InstrumentsApi {
  private static final int MAX_PAGE = 500;
  private static final int MAX_FOUND = 50;
  private static final int MAX_QUERY = 64;
  private static final int MAX_SYMBOL = 32;

  private final InstrumentDirectory instruments;
  private final Bus bus;

  public InstrumentsApi(InstrumentDirectory instruments, Bus bus) {
    this.instruments = instruments;
    this.bus = bus;
  }

  /** {@code ?limit=&cursor=}: all, by symbol; the cursor is the last symbol of the page before. */
  public Future<Answer> list(Call call) {
    var query = call.query();
    var limit = (int) query.integer("limit", 100, 1, MAX_PAGE);
    var after = query.text("cursor", MAX_SYMBOL).orElse("");
    return Future.succeededFuture(
        query.problem().<Answer>map(Refused::new).orElseGet(() -> page(limit, after)));
  }

  /** One listing, by canonical or bare symbol. */
  public Future<Answer> find(Call call) {
    return Future.succeededFuture(
        instruments
            .resolve(call.path("symbol"))
            .map(instrument -> Answer.ok(ApiInstrument.json(instrument)))
            .orElseGet(
                () -> Answer.refused(404, "instrument.unknown", "There is no such listing.")));
  }

  /** {@code ?q=&limit=}: best first. */
  public Future<Answer> search(Call call) {
    return search(call.query());
  }

  /** The same for {@code {"q","limit"}}. */
  public Future<Answer> search(Fields fields) {
    var text = fields.requiredText("q", MAX_QUERY);
    var limit = (int) fields.integer("limit", 10, 1, MAX_FOUND);
    var problem = fields.problem();
    if (problem.isPresent()) {
      return Future.succeededFuture(new Refused(problem.get()));
    }
    var request = SearchRequest.newBuilder().setQuery(text).setLimit(limit).build();
    return bus.<SearchReply>request(Addresses.SEARCH_INSTRUMENTS, request)
        .map(InstrumentsApi::found);
  }

  private static Answer found(SearchReply reply) {
    if (reply.hasRefusal()) {
      var refusal = reply.getRefusal();
      return new Refused(Problem.refused(400, refusal.getCode(), refusal.getDetail()));
    }
    var data = new JsonArray();
    reply.getInstrumentsList().forEach(instrument -> data.add(ApiInstrument.json(instrument)));
    return Answer.ok(new JsonObject().put("data", data));
  }

  private Answer page(int limit, String after) {
    var page =
        instruments.all().stream()
            .filter(instrument -> instrument.getSymbol().compareTo(after) > 0)
            .sorted(Comparator.comparing(Instrument::getSymbol))
            .limit(limit + 1L)
            .toList();
    var data = new JsonArray();
    page.stream().limit(limit).forEach(instrument -> data.add(ApiInstrument.json(instrument)));
    var body = new JsonObject().put("data", data);
    return Answer.ok(
        page.size() > limit ? body.put("nextCursor", page.get(limit - 1).getSymbol()) : body);
  }
}
