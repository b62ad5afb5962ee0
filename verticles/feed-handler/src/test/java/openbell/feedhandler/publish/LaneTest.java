package openbell.feedhandler.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import openbell.runtime.Health;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What waits for a sink: one write in hand, the newest of each key, the oldest dropped. */
@ExtendWith(VertxExtension.class)
class LaneTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Health health = new Health();
  private final List<List<String>> writes = new ArrayList<>();
  private final List<Promise<Void>> answers = new ArrayList<>();
  private Vertx vertx;
  private SinkState state;

  @BeforeEach
  void prepare(Vertx injected) {
    vertx = injected;
    var metrics = new FeedMetrics(registry, "test");
    state = new SinkState(new FeedContext("feed", vertx, health, metrics, () -> 0L), "fake");
  }

  @Test
  void whatComesDuringAWriteIsConflatedIntoTheNext() {
    var lane = lane(newestOfLetter(), 10);
    add(lane, "a1", "b1");
    lane.pump();
    add(lane, "a2", "a3", "c1");
    lane.pump();
    assertThat(writes).containsExactly(List.of("a1", "b1"));

    answers.getLast().complete();
    lane.pump();

    assertThat(writes).hasSize(2);
    assertThat(writes.getLast()).containsExactly("a3", "c1");
  }

  @Test
  void writesNoMoreThanTheBatchAtOnceAndOnlyWhatWaitedAtThePump() {
    var lane = lane(everyOne(10), 2);
    add(lane, "1", "2", "3");
    lane.pump();
    add(lane, "4");
    answers.getLast().complete();
    answers.getLast().complete();

    assertThat(writes).containsExactly(List.of("1", "2"), List.of("3"));
  }

  @Test
  void pumpsNoMoreThanAskedForAndTheLongestWaitingFirst() {
    var lane = lane(newestOfLetter(), 2);
    add(lane, "a1", "b1", "c1", "d1");
    lane.pump(3);
    add(lane, "d2", "e1");
    answers.getLast().complete();
    answers.getLast().complete();
    assertThat(writes).containsExactly(List.of("a1", "b1"), List.of("c1"));

    lane.pump(3);

    assertThat(writes.getLast()).containsExactly("d2", "e1");
  }

  @Test
  void finishEndsWhenAllIsWrittenOrAWriteFails() {
    var lane = lane(everyOne(10), 1);
    add(lane, "1", "2");
    var finished = lane.finish();
    answers.getLast().complete();
    assertThat(finished.isComplete()).isFalse();
    answers.getLast().complete();
    assertThat(finished.succeeded()).isTrue();

    add(lane, "3", "4");
    var failed = lane.finish();
    answers.getLast().fail("away");

    assertThat(failed.succeeded()).isTrue();
    assertThat(writes).containsExactly(List.of("1"), List.of("2"), List.of("3"));
  }

  @Test
  void failedWriteIsShownAndItsMessagesWaitBehindNoNewerOne() {
    var backlog = newestOfLetter();
    var lane = lane(backlog, 10);
    add(lane, "a1", "b1");
    lane.pump();
    add(lane, "a2");
    answers.getLast().fail("away");

    assertThat(health.isUp("feed-fake")).isFalse();
    assertThat(registry.get("openbell_feed_sink_failures").counter().count()).isOne();
    assertThat(backlog.take(10)).containsExactly("b1", "a2");
  }

  @Test
  void oldestIsDroppedAndCounted() {
    var backlog = everyOne(3);
    var lane = lane(backlog, 10);
    add(lane, "1", "2", "3", "4", "5");
    lane.pump();

    assertThat(writes).containsExactly(List.of("3", "4", "5"));
    assertThat(registry.get("openbell_feed_dropped_messages").counter().count()).isEqualTo(2);
  }

  @Test
  void whatIsPutBackKeepsItsPlaceAndTheBound() {
    var backlog = everyOne(3);
    backlog.add("1");
    backlog.add("2");
    var taken = backlog.take(2);
    backlog.add("3");
    backlog.add("4");
    backlog.putBack(taken);

    assertThat(backlog.take(9)).containsExactly("2", "3", "4");
    assertThat(backlog.takeDropped()).isOne();
  }

  private static Backlog<String> newestOfLetter() {
    return new NewestBacklog<>(text -> text.charAt(0) - 'a', 10);
  }

  private static Backlog<String> everyOne(int max) {
    return new EveryBacklog<>(max);
  }

  private Lane<String> lane(Backlog<String> backlog, int maxBatch) {
    return new Lane<>(vertx, backlog, maxBatch, this::write, state);
  }

  private Future<Void> write(List<String> batch) {
    writes.add(batch);
    var answer = Promise.<Void>promise();
    answers.add(answer);
    return answer.future();
  }

  private static void add(Lane<String> lane, String... messages) {
    lane.add(List.of(messages));
  }
}
