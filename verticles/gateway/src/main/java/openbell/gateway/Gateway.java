package openbell.gateway;

import java.util.stream.Stream;
import openbell.gateway.admin.AccountControlsApi;
import openbell.gateway.admin.FeedBoard;
import openbell.gateway.admin.FeedsApi;
import openbell.gateway.admin.LimitsApi;
import openbell.gateway.admin.StaffAudit;
import openbell.gateway.auth.AuthService;
import openbell.gateway.auth.RedisGuard;
import openbell.gateway.web.RateLimits;
import openbell.gateway.web.RequestMetrics;
import openbell.gateway.web.Routes;
import openbell.model.Addresses;
import openbell.runtime.HttpMount;
import openbell.runtime.Node;
import openbell.wire.feed.FeedStatus;

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
    var resources = new Resources(node, auth, limits);
    var audit = new StaffAudit(node);
    var admin =
        new AdminResources(
            feeds(node, audit),
            new LimitsApi(node.bus(), audit),
            new AccountControlsApi(node.bus(), audit),
            resources.general());
    var table = Stream.concat(resources.table().stream(), admin.table().stream()).toList();
    var routes = new Routes(table, auth, limits, metrics);
    return () -> new GatewayMount(routes);
  }

  private static FeedsApi feeds(Node node, StaffAudit audit) {
    var feeds = new FeedBoard();
    node.bus()
        .<FeedStatus>subscribe(
            Addresses.FEED_STATUS, status -> feeds.hear(status, System.nanoTime()));
    return new FeedsApi(feeds, node.bus(), audit);
  }
}
