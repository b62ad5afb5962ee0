package openbell.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import openbell.model.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics of CONTRACT.md, section 4. Blocking. */
public final class KafkaTopics {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

  private KafkaTopics() {}

  /**
   * Makes what is missing; leaves what is there.
   *
   * @throws Fault (unavailable) if Kafka does not answer within 10 s
   */
  public static void ensure(Endpoints.Kafka kafka, Config config) {
    var settings = new HashMap<String, Object>();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("default.api.timeout.ms", (int) TIMEOUT.toMillis());
    settings.put("request.timeout.ms", (int) TIMEOUT.toMillis() / 2);
    try (var admin = Admin.create(settings)) {
      var present = admin.listTopics().names().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      var missing =
          topics(config).stream().filter(topic -> !present.contains(topic.name())).toList();
      admin.createTopics(missing).all().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      if (!(failure.getCause() instanceof TopicExistsException)) {
        throw Fault.unavailable("system.kafka", "Kafka refused to make topics.", failure);
      }
    } catch (TimeoutException silent) {
      throw Fault.unavailable("system.kafka", "Kafka does not answer.", silent);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Fault.unavailable("system.kafka", "Interrupted.", interrupted);
    }
  }

  private static List<NewTopic> topics(Config config) {
    var partitions = config.integer("kafka.partitions");
    var venuePartitions = config.integer("venue.partitions");
    var replication = (short) config.integer("kafka.replicationFactor");
    var marketData = Map.of("retention.bytes", config.string("kafka.marketdataRetentionBytes"));
    // With one replica only a flushed record survives the machine. The venue's time is the log's.
    var venue = new HashMap<>(Map.of("retention.ms", "-1"));
    venue.put("message.timestamp.type", "LogAppendTime");
    if (replication == 1) {
      venue.put("flush.messages", "1");
    }
    var facts = Map.of("retention.ms", "-1");
    var topics = new ArrayList<NewTopic>();
    for (var name :
        List.of(Topics.MARKETDATA_BBO, Topics.MARKETDATA_TRADES, Topics.MARKETDATA_DEPTH)) {
      topics.add(new NewTopic(name, partitions, replication).configs(marketData));
    }
    topics.add(new NewTopic(Topics.MARKETDATA_LATEST, partitions, replication).configs(COMPACTED));
    topics.add(new NewTopic(Topics.REFERENCE_INSTRUMENTS, 1, replication).configs(COMPACTED));
    topics.add(new NewTopic(Topics.VENUE_ORDERS, venuePartitions, replication).configs(venue));
    topics.add(
        new NewTopic(Topics.VENUE_EXECUTION_REPORTS, venuePartitions, replication).configs(venue));
    topics.add(new NewTopic(Topics.ACCOUNT_EVENTS, partitions, replication).configs(facts));
    return topics;
  }
}
