package openbell.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Answer.Refused;
import openbell.gateway.web.Call;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.ledger.AccountQuery;
import openbell.wire.ledger.CashBalance;
import openbell.wire.ledger.EventsReply;
import openbell.wire.ledger.EventsRequest;
import openbell.wire.ledger.FundsReply;
import openbell.wire.ledger.PortfolioReply;
import openbell.wire.ledger.Position;

/** What an account has: money, positions, events. Asks the ledger; thread-safe, keeps nothing. */
public final class AccountApi {
  private static final int MAX_EVENTS = 1_000;

  private final Bus bus;
  private final ApiPosition positions;

  public AccountApi(Bus bus, ApiPosition positions) {
    this.bus = bus;
    this.positions = positions;
  }

  /** {@code GET /funds}. */
  public Future<Answer> funds(Call call) {
    return unlessAsked(
        call,
        () ->
            bus.<FundsReply>request(Addresses.LEDGER_FUNDS, query(call))
                .map(
                    reply ->
                        Answer.ok(
                            new JsonObject()
                                .put("data", cash(reply.getBalancesList()))
                                .put("seq", reply.getSeq()))));
  }

  /** {@code GET /portfolio}: cash, and positions at their current price. */
  public Future<Answer> portfolio(Call call) {
    return fromPortfolio(
        call,
        reply ->
            new JsonObject()
                .put("cash", cash(reply.getCashList()))
                .put("positions", positions(reply)));
  }

  /** {@code GET /positions}. */
  public Future<Answer> positions(Call call) {
    return fromPortfolio(call, reply -> new JsonObject().put("data", positions(reply)));
  }

  /** {@code GET /holdings}: as positions while bought shares count at once (RULES 18). */
  public Future<Answer> holdings(Call call) {
    return positions(call);
  }

  /** {@code GET /events?since=&limit=}: ascending, from the one after {@code since}. */
  public Future<Answer> events(Call call) {
    var query = call.query();
    var since = query.integer("since", 0, 0, Long.MAX_VALUE);
    var limit = (int) query.integer("limit", 100, 1, MAX_EVENTS);
    var problem = query.problem();
    if (problem.isPresent()) {
      return Future.succeededFuture(new Refused(problem.get()));
    }
    var request =
        EventsRequest.newBuilder()
            .setAccountId(call.caller().accountId())
            .setSince(since)
            .setLimit(limit)
            .build();
    return bus.<EventsReply>request(Addresses.LEDGER_EVENTS, request).map(AccountApi::events);
  }

  private Future<Answer> fromPortfolio(Call call, Function<PortfolioReply, JsonObject> body) {
    return unlessAsked(
        call,
        () ->
            bus.<PortfolioReply>request(Addresses.LEDGER_PORTFOLIO, query(call))
                .map(reply -> Answer.ok(body.apply(reply).put("seq", reply.getSeq()))));
  }

  /** These routes take no parameters yet. */
  private static Future<Answer> unlessAsked(
      Call call, java.util.function.Supplier<Future<Answer>> answer) {
    return call.query()
        .problem()
        .<Future<Answer>>map(problem -> Future.succeededFuture(new Refused(problem)))
        .orElseGet(answer);
  }

  private static AccountQuery query(Call call) {
    return AccountQuery.newBuilder().setAccountId(call.caller().accountId()).build();
  }

  private JsonArray positions(PortfolioReply reply) {
    var data = new JsonArray();
    for (Position position : reply.getPositionsList()) {
      if (position.getQty() != 0 || position.getRealizedPnl() != 0) {
        data.add(positions.json(position));
      }
    }
    return data;
  }

  private static JsonArray cash(List<CashBalance> balances) {
    var data = new JsonArray();
    balances.forEach(balance -> data.add(ApiPosition.json(balance)));
    return data;
  }

  private static Answer events(EventsReply reply) {
    var data = new JsonArray();
    reply.getEventsList().forEach(event -> data.add(ApiEvent.json(event)));
    return Answer.ok(new JsonObject().put("data", data).put("lastSeq", reply.getLastSeq()));
  }
}
