package openbell.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class of Kafka's own JVM: a broker and controller in one, replication factor 1.
 *
 * <p>Kafka's fatal handlers halt the JVM they live in, and its jars must not meet the platform's:
 * hence a process of its own. SIGTERM shuts it down cleanly.
 */
final class KafkaBroker {
  private static final Logger log = LoggerFactory.getLogger(KafkaBroker.class);

  private static final String NODE = "1";

  private KafkaBroker() {}

  /** Arguments: the log folder, the port, the file to make when the broker takes requests. */
  public static void main(String[] arguments) {
    try {
      var folder = Path.of(arguments[0]);
      int port = Integer.parseInt(arguments[1]);
      format(folder);
      var server = new KafkaRaftServer(new KafkaConfig(settings(folder, port)), Time.SYSTEM);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(server), "shutdown"));
      server.startup();
      Files.writeString(Path.of(arguments[2]), Long.toString(ProcessHandle.current().pid()));
      server.awaitShutdown();
    } catch (Throwable e) {
      // Whatever it is: threads of a half-started broker would keep the JVM alive.
      log.error("Kafka cannot run: {}", e.toString(), e);
      System.exit(1);
    }
  }

  private static void shutDown(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path folder) throws Exception {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(folder);
    new Formatter()
        .setPrintStream(silent())
        .setNodeId(Integer.parseInt(NODE))
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(folder.toString())
        .setMetadataLogDirectory(folder.toString())
        .setControllerListenerName("CONTROLLER")
        .setIgnoreFormatted(true)
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .run();
  }

  private static PrintStream silent() throws IOException {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  private static Map<String, String> settings(Path folder, int port) {
    var settings = new HashMap<String, String>();
    settings.put("log.dirs", folder.toString());
    settings.putAll(listeners(StoreEndpoints.LOOPBACK + ":", port));
    settings.putAll(oneNode());
    settings.putAll(small());
    settings.putAll(timing());
    return settings;
  }

  private static Map<String, String> listeners(String host, int port) {
    var broker = "PLAINTEXT://" + host + port;
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        NODE,
        "controller.quorum.voters",
        NODE + "@" + host + (port + 1),
        "listeners",
        broker + ",CONTROLLER://" + host + (port + 1),
        "advertised.listeners",
        broker,
        "controller.listener.names",
        "CONTROLLER",
        "inter.broker.listener.name",
        "PLAINTEXT",
        "listener.security.protocol.map",
        "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
  }

  private static Map<String, String> oneNode() {
    return Map.of(
        "default.replication.factor", "1",
        "min.insync.replicas", "1",
        "offsets.topic.replication.factor", "1",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1");
  }

  /** Fewer threads, partitions and buffers than a machine of its own would deserve. */
  private static Map<String, String> small() {
    var settings = new HashMap<String, String>();
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "2");
    settings.put("num.replica.fetchers", "1");
    settings.put("background.threads", "2");
    settings.put("log.cleaner.threads", "1");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
    settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    settings.put("log.segment.bytes", Integer.toString(64 << 20));
    return settings;
  }

  private static Map<String, String> timing() {
    return Map.of(
        "auto.create.topics.enable", "false",
        // A broker started again after kill -9 waits until its old session has ended.
        "broker.session.timeout.ms", "2000",
        "broker.heartbeat.interval.ms", "500",
        "group.initial.rebalance.delay.ms", "0",
        // Consumers that must fail over within 5 s ask for sessions of 2.5 s.
        "group.min.session.timeout.ms", "1000",
        "log.segment.delete.delay.ms", "1000");
  }
}
