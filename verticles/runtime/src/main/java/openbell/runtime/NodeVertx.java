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

  /**
   * Loops beside the HTTP server's: each role has one of its own, so that requests and sockets do
   * not wait for the feed's work or the orders' while the processors are busy: these go round the
   * threads that want them, not round the verticles of one thread.
   */
  private static final int ROLE_LOOPS = 16;

  private NodeVertx() {}

  static Future<Vertx> start(openbell.runtime.Config config) {
    return config.flag("cluster.enabled")
        ? clustered(config)
        : Future.succeededFuture(Vertx.builder().with(options(config)).build());
  }

  private static VertxOptions options(openbell.runtime.Config config) {
    var options = new VertxOptions().setPreferNativeTransport(true);
    var loops = config.integer("http.eventLoops");
    if (loops > 0) {
      // One loop more than the HTTP server's: bus, timers and stores are not to wait for sockets.
      options.setEventLoopPoolSize(loops + 1);
    } else {
      options.setEventLoopPoolSize(Runtime.getRuntime().availableProcessors() + ROLE_LOOPS);
    }
    return options;
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
