package openbell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A producer whose Kafka is away: of no topic is anything known. */
@ExtendWith(VertxExtension.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FactProducerTest {
  private static final int MOST = 10_000;

  private FactProducer producer;

  @BeforeEach
  void make(Vertx vertx) {
    producer = new FactProducer(vertx, new Endpoints.Kafka("localhost:1"), "facts-test");
  }

  @AfterEach
  void close() throws Exception {
    producer.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** Were each record waited for, this would take as many times three seconds. */
  @Test
  void recordsOfAnUnknownTopicAreWaitedForOnce() throws Exception {
    assertThat(failure(send(100)).outcomeKnown()).isFalse();
  }

  @Test
  void tooMuchInFlightIsRefusedAndFailuresMakeRoomAgain() throws Exception {
    var most = send(MOST);

    assertThat(failure(send(1)).outcomeKnown()).isTrue();
    assertThat(failure(most).outcomeKnown()).isFalse();
    assertThat(failure(send(MOST)).outcomeKnown()).isFalse();
  }

  private Future<Void> send(int records) {
    return producer.sendAll(
        Collections.nCopies(records, new ProducerRecord<>("none", "key", new byte[1])));
  }

  private static Fault failure(Future<Void> sent) throws Exception {
    return sent.<Fault>transform(done -> Future.succeededFuture((Fault) done.cause()))
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }
}
