package openbell.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * A record of the owner's transactions of which Kafka's coordinator knows nothing: it never gets a
 * mark. This is what a broker leaves that was killed between the end of a transaction and its marks
 * and found no leader for the partition when it came back. Made by hand, since a client's records
 * are refused where the coordinator has not heard of the partition.
 */
final class HangingTransaction {
  /** The last version in which the broker does not tell the coordinator itself. */
  private static final short VERSION = 11;

  private static final String VERIFICATION = "transaction.partition.verification.enable";
  private static final int TIMEOUT_MS = 10_000;

  private HangingTransaction() {}

  static void leave(TopicPartition topic, String transactionalId, byte[] value)
      throws IOException, ExecutionException, InterruptedException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", VenueFixture.kafka().bootstrap()))) {
      var owner =
          admin.describeTransactions(Set.of(transactionalId)).description(transactionalId).get();
      var before =
          admin
              .describeProducers(Set.of(topic))
              .partitionResult(topic)
              .get()
              .activeProducers()
              .stream()
              .filter(state -> state.producerId() == owner.producerId())
              .findAny();
      // Of a transaction that is over, where the partition has seen no later one.
      int epoch =
          Math.max(before.map(ProducerState::producerEpoch).orElse(0), owner.producerEpoch() - 1);
      int sequence =
          before
              .filter(state -> state.producerEpoch() == epoch)
              .map(state -> state.lastSequence() + 1)
              .orElse(0);
      var id = admin.describeTopics(Set.of(topic.topic())).allTopicNames().get().get(topic.topic());
      verify(admin, false);
      try {
        sendUntilTaken(
            new ProduceRequestData.TopicProduceData()
                .setTopicId(id.topicId())
                .setName(topic.topic())
                .setPartitionData(
                    List.of(
                        new ProduceRequestData.PartitionProduceData()
                            .setIndex(topic.partition())
                            .setRecords(
                                MemoryRecords.withTransactionalRecords(
                                    Compression.NONE,
                                    owner.producerId(),
                                    (short) epoch,
                                    sequence,
                                    new SimpleRecord(value))))),
            transactionalId);
      } finally {
        verify(admin, true);
      }
    }
  }

  private static void verify(Admin admin, boolean isOn)
      throws ExecutionException, InterruptedException {
    var everyBroker = new ConfigResource(ConfigResource.Type.BROKER, "");
    var entry = new ConfigEntry(VERIFICATION, Boolean.toString(isOn));
    admin
        .incrementalAlterConfigs(
            Map.of(everyBroker, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  /** The broker takes a moment to hear that it is not to ask the coordinator. */
  private static void sendUntilTaken(
      ProduceRequestData.TopicProduceData data, String transactionalId) throws IOException {
    long startedAt = System.nanoTime();
    var error = send(data, transactionalId);
    while (error != Errors.NONE
        && System.nanoTime() - startedAt < TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS)) {
      error = send(data, transactionalId);
    }
    assertThat(error).isEqualTo(Errors.NONE);
  }

  private static Errors send(ProduceRequestData.TopicProduceData data, String transactionalId)
      throws IOException {
    var topics = new ProduceRequestData.TopicProduceDataCollection();
    topics.add(data.duplicate());
    var request =
        ProduceRequest.builder(
                new ProduceRequestData()
                    .setTransactionalId(transactionalId)
                    .setAcks((short) -1)
                    .setTimeoutMs(TIMEOUT_MS)
                    .setTopicData(topics))
            .build(VERSION);
    var header = new RequestHeader(ApiKeys.PRODUCE, VERSION, "hanging", 1);
    var bytes = request.serializeWithHeader(header);
    var address = VenueFixture.kafka().bootstrap().split(":", 2);
    try (var socket = new Socket(address[0], Integer.parseInt(address[1]))) {
      socket.setSoTimeout(TIMEOUT_MS);
      var out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(bytes.remaining());
      out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      var in = new DataInputStream(socket.getInputStream());
      var answer = ByteBuffer.wrap(in.readNBytes(in.readInt()));
      return AbstractResponse.parseResponse(answer, header)
          .errorCounts()
          .keySet()
          .iterator()
          .next();
    }
  }
}
