package openbell.gateway;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.List;
import openbell.gateway.web.Edge;
import openbell.gateway.web.Problem;
import openbell.gateway.web.Routes;
import openbell.runtime.HttpMount;

/** The REST routes and the page, on the router of one event loop. */
final class GatewayMount implements HttpMount {
  /** Everything but the doors of programs: an address below those is never a file. */
  private static final String PAGE = "/(?!api/|admin/|\\.well-known/|ws/|eventbus).*";

  private static final List<String> DOORS = List.of("/api/*", "/admin/*", "/.well-known/*");

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final Routes routes;

  GatewayMount(Routes routes) {
    this.routes = routes;
  }

  @Override
  public void mount(Router router) {
    router.route().handler(Edge::open).failureHandler(Edge::fail);
    for (var door : DOORS) {
      router.route(door).handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
    }
    routes.mount(router);
    for (var door : DOORS) {
      router.route(door).handler(GatewayMount::unknown);
    }
    router
        .routeWithRegex(PAGE)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(GatewayMount::secure)
        .handler(StaticHandler.create("web").setCachingEnabled(false).setIndexPage("index.html"));
    for (var status : new int[] {400, 404, 405, 413, 414, 500}) {
      router.errorHandler(status, Edge::fail);
    }
  }

  private static void unknown(RoutingContext context) {
    Edge.refuse(
        context, Problem.refused(404, "request.unknown_route", "There is no such address."));
  }

  private static void secure(RoutingContext context) {
    HttpServerResponse response = context.response();
    response
        .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cache-Control", "no-cache");
    context.next();
  }
}
