package openbell.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import openbell.gateway.admin.AccountControlsApi;
import openbell.gateway.admin.StaffAudit;
import openbell.gateway.api.AccountApi;
import openbell.gateway.api.ApiPosition;
import openbell.gateway.api.AuthApi;
import openbell.gateway.api.CalendarApi;
import openbell.gateway.api.DepthApi;
import openbell.gateway.api.InstrumentsApi;
import openbell.gateway.api.OrderBatchApi;
import openbell.gateway.api.OrderChangesApi;
import openbell.gateway.api.OrderExplainApi;
import openbell.gateway.api.OrdersApi;
import openbell.gateway.api.PreviewApi;
import openbell.gateway.api.QuotesApi;
import openbell.gateway.api.RulesApi;
import openbell.gateway.api.StatusApi;
import openbell.gateway.api.TriggersApi;
import openbell.gateway.auth.AuthService;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Call;
import openbell.gateway.web.RateLimits;
import openbell.gateway.web.RateLimits.Policy;
import openbell.gateway.web.Route;
import openbell.gateway.web.Route.Access;
import openbell.runtime.Config;
import openbell.runtime.MarketFiles;
import openbell.runtime.Node;

/** The resources of a node and the table of their routes. Thread-safe. */
final class Resources {
  private static final String API = "/api/v1";

  private final Policy general;
  private final Policy placing;
  private final Policy cancelling;
  private final Access marketData;
  private final AuthApi auth;
  private final QuotesApi quotes;
  private final DepthApi depth;
  private final InstrumentsApi instruments;
  private final OrdersApi orders;
  private final OrderChangesApi changes;
  private final OrderExplainApi explain;
  private final OrderBatchApi batches;
  private final AccountApi account;
  private final StatusApi status;
  private final CalendarApi calendar;
  private final TriggersApi gtt;
  private final TriggersApi oco;
  private final RulesApi rules;
  private final PreviewApi preview;
  private final AccountControlsApi controls;

  Resources(Node node, AuthService service, RateLimits limits) {
    var config = node.config();
    this.general = policy(config, "default", "gateway.requestsPerMinute");
    this.placing = policy(config, "orders", "gateway.ordersPerMinute");
    this.cancelling = policy(config, "cancels", "gateway.cancelsPerMinute");
    this.marketData = config.flag("quotes.anonymous") ? Access.OPEN : Access.SESSION;
    this.auth = new AuthApi(service, limits, policy(config, "logins", "gateway.loginsPerMinute"));
    this.quotes = new QuotesApi(node.instruments(), node.quotes());
    this.depth = new DepthApi(node.instruments(), node.quotes(), node.depths());
    this.instruments = new InstrumentsApi(node.instruments(), node.bus());
    var clock = InstantSource.system();
    this.orders = new OrdersApi(node, clock);
    this.changes = new OrderChangesApi(node, clock);
    this.explain = new OrderExplainApi(node.bus());
    this.batches = new OrderBatchApi(orders, limits, placing);
    this.account = new AccountApi(node.bus(), new ApiPosition(node.quotes(), node.instruments()));
    this.rules = new RulesApi(node.instruments(), node.bus());
    this.preview = new PreviewApi(node.instruments(), node.bus());
    this.controls = new AccountControlsApi(node.bus(), new StaffAudit(node));
    this.status = new StatusApi(node.health());
    this.gtt = TriggersApi.gtt(node);
    this.oco = TriggersApi.oco(node);
    this.calendar =
        new CalendarApi(
            MarketFiles.load(config.list("market.mics")), config.flag("market.alwaysOpen"), clock);
  }

  /** Every route; of two that fit a path the earlier one takes it. */
  List<Route> table() {
    return Stream.of(plain(), triggers("/gtt", gtt), triggers("/oco", oco))
        .flatMap(List::stream)
        .toList();
  }

  private List<Route> triggers(String path, TriggersApi api) {
    var one = API + path + "/:triggerId";
    return List.of(
        post(path, Access.SESSION, placing, api::create),
        get(path, Access.SESSION, api::list),
        get(path + "/:triggerId", Access.SESSION, api::find),
        new Route(HttpMethod.PATCH, one, Access.SESSION, placing, api::modify),
        new Route(HttpMethod.DELETE, one, Access.SESSION, cancelling, api::cancel));
  }

  private List<Route> plain() {
    return List.of(
        post("/auth/login", Access.OPEN, general, auth::logIn),
        post("/auth/refresh", Access.OPEN, general, auth::refresh),
        post("/auth/stream-tickets", Access.SESSION, general, auth::streamTicket),
        post("/auth/logout", Access.SESSION, general, auth::logOut),
        new Route(HttpMethod.GET, "/.well-known/jwks.json", Access.OPEN, general, auth::jwks),
        get("/quotes", marketData, quotes::list),
        get("/depth/:symbol", marketData, depth::find),
        get("/instruments", marketData, instruments::list),
        get("/instruments/search", marketData, instruments::search),
        get("/instruments/:symbol", marketData, instruments::find),
        get("/instruments/:symbol/rules", marketData, rules::rules),
        get("/me/limits", Access.SESSION, rules::limits),
        get("/me/controls", Access.SESSION, controls::mine),
        new Route(
            HttpMethod.PUT, API + "/me/controls", Access.SESSION, cancelling, controls::setMine),
        post("/orders/preview", Access.SESSION, general, preview::preview),
        post("/orders", Access.SESSION, placing, orders::place),
        post("/orders/batch", Access.SESSION, placing, batches::place),
        get("/orders", Access.SESSION, orders::list),
        get("/orders/by-client-id/:clientOrderId", Access.SESSION, orders::findByClientId),
        get("/orders/:orderId", Access.SESSION, orders::find),
        get("/orders/:orderId/history", Access.SESSION, orders::history),
        get("/orders/:orderId/explain", Access.SESSION, explain::explain),
        order(HttpMethod.PATCH, "/orders/:orderId", placing, changes::modify),
        order(HttpMethod.DELETE, "/orders/:orderId", cancelling, changes::cancel),
        order(HttpMethod.DELETE, "/orders", cancelling, changes::cancelAll),
        get("/portfolio", Access.SESSION, account::portfolio),
        get("/positions", Access.SESSION, account::positions),
        get("/holdings", Access.SESSION, account::holdings),
        get("/funds", Access.SESSION, account::funds),
        get("/events", Access.SESSION, account::events),
        get("/clock", Access.OPEN, calendar::clock),
        get("/calendar", Access.OPEN, calendar::list),
        get("/status", Access.OPEN, status::status));
  }

  /** Whether an operation of a stream needs no session. */
  boolean isOpen(String operation) {
    return marketData == Access.OPEN && !operation.startsWith("orders.");
  }

  /** The bucket of an operation of a stream. */
  Policy policy(String operation) {
    return switch (operation) {
      case "orders.place", "orders.modify" -> placing;
      case "orders.cancel" -> cancelling;
      default -> general;
    };
  }

  /** The bucket of everything that has none of its own. */
  Policy general() {
    return general;
  }

  OrdersApi orders() {
    return orders;
  }

  OrderChangesApi changes() {
    return changes;
  }

  QuotesApi quotes() {
    return quotes;
  }

  InstrumentsApi instruments() {
    return instruments;
  }

  private Route get(String path, Access access, Function<Call, Future<Answer>> resource) {
    return new Route(HttpMethod.GET, API + path, access, general, resource);
  }

  private static Route post(
      String path, Access access, Policy policy, Function<Call, Future<Answer>> resource) {
    return new Route(HttpMethod.POST, API + path, access, policy, resource);
  }

  private static Route order(
      HttpMethod method, String path, Policy policy, Function<Call, Future<Answer>> resource) {
    return new Route(method, API + path, Access.SESSION, policy, resource);
  }

  private static Policy policy(Config config, String name, String key) {
    return new Policy(name, config.number(key));
  }
}
