package openbell.runtime;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.concurrent.TimeUnit;

/**
 * Makes the process's Vert.x: alone, or a member of the Hazelcast cluster that the configuration
 * names (tcp-ip, no multicast, failures noticed within 3 s).
 */
final class NodeVertx {
  private static final int CLUSTER_PING_MS = 2_000;

  private NodeVertx() {}

  static Future<Vertx> start(openbell.runtime.Config config) {
    return config.flag("cluster.enabled")
        ? clustered(config)
        : Future.succeededFuture(Vertx.builder().with(options(config)).build());
  }

  private static VertxOptions options(openbell.runtime.Config config) {
    var options = new VertxOptions().setPreferNativeTransport(true);
    options.setEventLoopPoolSize(eventLoops(config.integer("http.eventLoops")));
    return options;
  }

  /**
   * The HTTP server's, and one for two of them beside, so that not all hold sockets. Not one for
   * each role: a request passes five of them, and what a loop hands to another costs two system
   * calls and a turn of the scheduler. On two cores at 100 orders/s (bench orders, one hour) orders
   * were acknowledged in 23 ms (p50) with eighteen loops and in 11 with two.
   */
  private static int eventLoops(int configured) {
    var http = configured > 0 ? configured : Runtime.getRuntime().availableProcessors();
    return http + Math.max(1, http / 2);
  }

  private static Future<Vertx> clustered(openbell.runtime.Config config) {
    var host = config.string("cluster.host");
    var bus =
        new EventBusOptions()
            .setHost(host)
            .setClusterPublicHost(host)
            .setClusterPingInterval(CLUSTER_PING_MS)
            .setClusterPingReplyInterval(CLUSTER_PING_MS);
    var manager = new HazelcastClusterManager(hazelcast(config));
    return Vertx.builder()
        .with(options(config).setEventBusOptions(bus))
        .withClusterManager(manager)
        .buildClustered()
        .compose(vertx -> settled(vertx, manager.getHazelcastInstance()));
  }

  /**
   * Waits until the partitions have their backups: a node that dies before that leaves
   * subscriptions which the others keep for ever.
   */
  private static Future<Vertx> settled(Vertx vertx, HazelcastInstance hazelcast) {
    return hazelcast.getPartitionService().isClusterSafe()
        ? Future.succeededFuture(vertx)
        : vertx.timer(50, TimeUnit.MILLISECONDS).compose(waited -> settled(vertx, hazelcast));
  }

  private static Config hazelcast(openbell.runtime.Config config) {
    var hazelcast = ConfigUtil.loadConfig();
    hazelcast.setClusterName(config.string("cluster.name"));
    var network = hazelcast.getNetworkConfig();
    network
        .setPort(config.integer("cluster.port"))
        .setPortAutoIncrement(false)
        .setReuseAddress(true);
    network.getInterfaces().setEnabled(true).addInterface(config.string("cluster.host"));
    var join = network.getJoin();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    var tcpIp = join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(1);
    config.list("cluster.seeds").forEach(tcpIp::addMember);
    hazelcast.setProperty("hazelcast.local.localAddress", config.string("cluster.host"));
    hazelcast.setProperty("hazelcast.wait.seconds.before.join", "0");
    hazelcast.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    hazelcast.setProperty("hazelcast.max.no.heartbeat.seconds", "3");
    hazelcast.setProperty("hazelcast.phone.home.enabled", "false");
    hazelcast.setProperty("hazelcast.shutdownhook.enabled", "false");
    hazelcast.setProperty("hazelcast.logging.type", "slf4j");
    hazelcast.setProperty("hazelcast.socket.bind.any", "false");
    return hazelcast;
  }
}
