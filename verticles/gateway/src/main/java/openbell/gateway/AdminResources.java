package openbell.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.Function;
import openbell.gateway.admin.AccountControlsApi;
import openbell.gateway.admin.FeedsApi;
import openbell.gateway.admin.LimitsApi;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Call;
import openbell.gateway.web.RateLimits.Policy;
import openbell.gateway.web.Route;
import openbell.gateway.web.Route.Access;

/**
 * The table of staff's routes. Thread-safe.
 *
 * @param policy the bucket that all of them are counted in
 */
record AdminResources(
    FeedsApi feeds, LimitsApi limits, AccountControlsApi controls, Policy policy) {
  private static final String ADMIN = "/admin/v1";

  List<Route> table() {
    return List.of(
        get("/feeds", feeds::list),
        new Route(
            HttpMethod.POST,
            ADMIN + "/feeds/:session/:shard/fail-over",
            Access.OPERATOR,
            policy,
            feeds::failOver),
        get("/limits", limits::limits),
        put("/limits", limits::setLimit),
        new Route(
            HttpMethod.DELETE, ADMIN + "/limits", Access.RISK_OFFICER, policy, limits::removeLimit),
        get("/halts", limits::halts),
        put("/halts", limits::setHalt),
        get("/restrictions", limits::restrictions),
        put("/restrictions", limits::setRestriction),
        get("/accounts/:accountId/controls", controls::find),
        put("/accounts/:accountId/kill-switch", controls::killSwitch),
        put("/accounts/:accountId/restriction", controls::restriction),
        put("/accounts/:accountId/close-only", controls::closeOnly));
  }

  private Route get(String path, Function<Call, Future<Answer>> resource) {
    return new Route(HttpMethod.GET, ADMIN + path, Access.STAFF, policy, resource);
  }

  private Route put(String path, Function<Call, Future<Answer>> resource) {
    return new Route(HttpMethod.PUT, ADMIN + path, Access.RISK_OFFICER, policy, resource);
  }
}
