package openbell.gateway;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import openbell.gateway.admin.FeedsApi;
import openbell.gateway.web.RateLimits.Policy;
import openbell.gateway.web.Route;
import openbell.gateway.web.Route.Access;

/**
 * The table of staff's routes. Thread-safe.
 *
 * @param policy the bucket that all of them are counted in
 */
record AdminResources(FeedsApi feeds, Policy policy) {
  private static final String ADMIN = "/admin/v1";

  List<Route> table() {
    return List.of(
        new Route(HttpMethod.GET, ADMIN + "/feeds", Access.STAFF, policy, feeds::list),
        new Route(
            HttpMethod.POST,
            ADMIN + "/feeds/:session/:shard/fail-over",
            Access.OPERATOR,
            policy,
            feeds::failOver));
  }
}
