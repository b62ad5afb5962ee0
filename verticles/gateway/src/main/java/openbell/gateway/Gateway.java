package openbell.gateway;

import openbell.gateway.auth.AuthService;
import openbell.gateway.auth.RedisGuard;
import openbell.gateway.web.RateLimits;
import openbell.gateway.web.RequestMetrics;
import openbell.gateway.web.Routes;
import openbell.runtime.HttpMount;
import openbell.runtime.Node;

/** The gateway's part of a node's HTTP server. */
public final class Gateway {
  private Gateway() {}

  /**
   * The mounts, one per event loop, which share their services; to stand after the stream doors,
   * because the page at {@code /} takes what nobody else wants.
   */
  public static HttpMount.Factory mounts(Node node) {
    var redis = new RedisGuard(node.redis());
    var auth = new AuthService(node, redis);
    var limits = new RateLimits(redis);
    var metrics = new RequestMetrics(node.metrics());
    var routes = new Routes(new Resources(node, auth, limits).table(), auth, limits, metrics);
    return () -> new GatewayMount(routes);
  }
}
