package openbell.gateway;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import openbell.gateway.api.AuthApi;
import openbell.gateway.api.InstrumentsApi;
import openbell.gateway.api.QuotesApi;
import openbell.gateway.api.StatusApi;
import openbell.gateway.auth.AuthService;
import openbell.gateway.auth.RedisGuard;
import openbell.gateway.web.RateLimits;
import openbell.gateway.web.RateLimits.Policy;
import openbell.gateway.web.Route;
import openbell.gateway.web.Route.Access;
import openbell.gateway.web.Routes;
import openbell.runtime.HttpMount;
import openbell.runtime.Node;

/**
 * The HTTP edge of one node: its services, shared by all event loops, and its route table.
 * Thread-safe.
 */
public final class Gateway {
  private static final String API = "/api/v1";

  private final Node node;
  private final AuthService auth;
  private final RateLimits limits;
  private final Policy general;
  private final Policy logIns;
  private final AuthApi authApi;
  private final QuotesApi quotesApi;
  private final InstrumentsApi instrumentsApi;
  private final StatusApi statusApi;

  private Gateway(Node node) {
    var redis = new RedisGuard(node.redis());
    this.node = node;
    this.auth = new AuthService(node, redis);
    this.limits = new RateLimits(redis);
    this.general = new Policy("default", node.config().number("gateway.requestsPerMinute"));
    this.logIns = new Policy("login", node.config().number("gateway.loginsPerMinute"));
    this.authApi = new AuthApi(auth, limits, logIns);
    this.quotesApi = new QuotesApi(node.instruments(), node.quotes());
    this.instrumentsApi = new InstrumentsApi(node.instruments(), node.bus());
    this.statusApi = new StatusApi(node.health());
  }

  /**
   * The mounts of a node's HTTP server, to stand after the stream doors: the page at {@code /}
   * takes what nobody else wants.
   */
  public static HttpMount.Factory mounts(Node node) {
    var gateway = new Gateway(node);
    var maxBodyBytes = node.config().integer("http.maxBodyBytes");
    return () ->
        new GatewayMount(new Routes(gateway.table(), gateway.auth, gateway.limits), maxBodyBytes);
  }

  private List<Route> table() {
    var marketData = node.config().flag("quotes.anonymous") ? Access.OPEN : Access.SESSION;
    return List.of(
        route(HttpMethod.POST, "/auth/login", Access.OPEN, authApi::logIn),
        route(HttpMethod.POST, "/auth/refresh", Access.OPEN, authApi::refresh),
        route(HttpMethod.POST, "/auth/logout", Access.SESSION, authApi::logOut),
        new Route(HttpMethod.GET, "/.well-known/jwks.json", Access.OPEN, general, authApi::jwks),
        route(HttpMethod.GET, "/quotes", marketData, quotesApi::list),
        route(HttpMethod.GET, "/instruments", marketData, instrumentsApi::list),
        route(HttpMethod.GET, "/instruments/search", marketData, instrumentsApi::search),
        route(HttpMethod.GET, "/instruments/:symbol", marketData, instrumentsApi::find),
        route(HttpMethod.GET, "/clock", Access.OPEN, statusApi::clock),
        route(HttpMethod.GET, "/status", Access.OPEN, statusApi::status));
  }

  private Route route(
      HttpMethod method,
      String path,
      Access access,
      java.util.function.Function<
              openbell.gateway.web.Call, io.vertx.core.Future<openbell.gateway.web.Answer>>
          resource) {
    return new Route(method, API + path, access, general, resource);
  }
}
