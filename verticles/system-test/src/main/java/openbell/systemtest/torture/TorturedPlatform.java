package openbell.systemtest.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import openbell.runtime.Endpoints;
import openbell.systemtest.Await;
import openbell.systemtest.Cluster;
import openbell.systemtest.PlatformJvm;
import openbell.systemtest.PlatformProcess;
import openbell.systemtest.Ports;
import openbell.systemtest.Stores;

/**
 * Three processes over one data folder, each of which may die at any time: the stores, the money
 * node and the venue node. The money node keeps its port, so that clients find it again.
 */
final class TorturedPlatform implements AutoCloseable {
  private static final String VENUE_ROLES = "venue,feed-handler,exchange-simulator";
  private static final String MONEY_ROLES = "gateway,order,risk,ledger,quote-fanout,search";
  private static final Duration LEASE = Duration.ofMillis(3_500);
  private static final Duration JOINING = Duration.ofMinutes(2);
  private static final int VENUE_PARTITIONS = 4;

  private final Path data;
  private final Cluster cluster;
  private final int httpPort = Ports.free();
  private final int moneyManagement = Ports.free();
  private final int venueManagement = Ports.free();
  private Endpoints endpoints;
  private PlatformProcess stores;
  private PlatformProcess money;
  private PlatformProcess venue;

  private TorturedPlatform(Path data, PlatformJvm jvm) {
    this.data = data;
    this.cluster = Cluster.of(data, 2).on(jvm);
  }

  static TorturedPlatform start(Path data, PlatformJvm jvm) {
    var platform = new TorturedPlatform(data, jvm);
    platform.startStores();
    platform.stores.awaitReady();
    platform.endpoints = Endpoints.read(data.resolve("endpoints.json"));
    platform.startMoney();
    awaitJoined(platform.moneyManagement);
    platform.startVenue();
    platform.awaitReady();
    return platform;
  }

  String url() {
    return "http://localhost:" + httpPort;
  }

  Endpoints endpoints() {
    return endpoints;
  }

  int venuePartitions() {
    return VENUE_PARTITIONS;
  }

  /** What the present venue node has written to its log. */
  String venueLog() {
    return venue.errors();
  }

  /** Kills, or stops and continues; returns when the victim is gone, or goes on. */
  void hit(Victim victim) {
    switch (victim) {
      case MONEY_NODE -> money.kill();
      case VENUE_NODE -> venue.kill();
      case POSTGRES -> Stores.POSTGRES.kill(stores);
      case KAFKA -> Stores.KAFKA.kill(stores);
      case REDIS -> Stores.REDIS.kill(stores);
      case EVERYTHING -> {
        stores.kill();
        money.kill();
        venue.kill();
      }
      case STOPPED_VENUE_NODE -> stopForALeaseTime(venue);
      case STOPPED_MONEY_NODE -> stopForALeaseTime(money);
    }
  }

  /** Starts again what does not come back by itself, and waits until all is ready. */
  void heal(Random random) {
    if (!stores.isAlive()) {
      startStores(ports());
    }
    // Either may be there first. Started at the same moment each would claim to be the master of
    // the cluster, which takes Hazelcast 10 s to settle.
    if (random.nextBoolean()) {
      healMoney();
      awaitJoined(moneyManagement);
      healVenue();
    } else {
      healVenue();
      awaitJoined(venueManagement);
      healMoney();
    }
    awaitReady();
  }

  @Override
  public void close() {
    money.close();
    venue.close();
    stores.close();
  }

  private void healMoney() {
    if (!money.isAlive()) {
      startMoney();
    }
  }

  private void healVenue() {
    if (!venue.isAlive()) {
      startVenue();
    }
  }

  private void startStores(String... settings) {
    var arguments = new ArrayList<>(List.of("--roles", "stores"));
    for (var setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    stores = PlatformProcess.start(cluster.jvm(), data, arguments.toArray(String[]::new));
  }

  /** Those of the first start: the nodes know them. */
  private String[] ports() {
    var bootstrap = endpoints.kafka().bootstrap();
    return new String[] {
      "postgres.port=" + endpoints.postgres().port(),
      "redis.port=" + endpoints.redis().port(),
      "kafka.port=" + bootstrap.substring(bootstrap.lastIndexOf(':') + 1)
    };
  }

  /** The nodes are told where the stores are, so that they can start beside them. */
  private PlatformProcess startNode(int node, String roles, String... settings) {
    var all = new ArrayList<>(List.of(settings));
    all.add("stores.external=true");
    all.add("postgres.host=" + endpoints.postgres().host());
    all.add("postgres.port=" + endpoints.postgres().port());
    all.add("postgres.database=" + endpoints.postgres().database());
    all.add("postgres.user=" + endpoints.postgres().user());
    all.add("postgres.password=" + endpoints.postgres().password());
    all.add("redis.host=" + endpoints.redis().host());
    all.add("redis.port=" + endpoints.redis().port());
    all.add("redis.password=" + endpoints.redis().password());
    all.add("kafka.bootstrap=" + endpoints.kafka().bootstrap());
    return cluster.start(node, roles, all.toArray(String[]::new));
  }

  private void startMoney() {
    money =
        startNode(
            0,
            MONEY_ROLES,
            "http.port=" + httpPort,
            "management.port=" + moneyManagement,
            "gateway.requestsPerMinute=1000000",
            "gateway.ordersPerMinute=1000000",
            "gateway.cancelsPerMinute=1000000",
            "gateway.loginsPerMinute=100000",
            "venue.partitions=" + VENUE_PARTITIONS);
  }

  private void startVenue() {
    venue =
        startNode(
            1,
            VENUE_ROLES,
            "management.port=" + venueManagement,
            "venue.partitions=" + VENUE_PARTITIONS);
  }

  /** The management port is opened when a node has joined its cluster. */
  private static void awaitJoined(int managementPort) {
    Await.until("a node joins", JOINING, () -> Ports.isOpen(managementPort));
  }

  private void awaitReady() {
    stores.awaitReady();
    money.awaitReady();
    venue.awaitReady();
  }

  /** How long it is stopped is the fault itself, not a wait for anything. */
  private static void stopForALeaseTime(PlatformProcess process) {
    process.signal("STOP");
    try {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LEASE.toMillis()));
    } finally {
      process.signal("CONT");
    }
  }
}
