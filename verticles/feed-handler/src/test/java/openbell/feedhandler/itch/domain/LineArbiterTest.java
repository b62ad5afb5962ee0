package openbell.feedhandler.itch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import openbell.feedhandler.itch.domain.LineArbiter.Outcome;
import org.junit.jupiter.api.Test;

class LineArbiterTest {
  private static final int SLOTS = 8;
  private static final long SEED = Long.getLong("arbiter.seed", System.nanoTime());

  private final List<String> told = new ArrayList<>();
  private final LineArbiter arbiter =
      new LineArbiter(
          SLOTS,
          8,
          message -> told.add(StandardCharsets.US_ASCII.decode(message.duplicate()).toString()));

  @Test
  void firstArrivalWins() {
    assertThat(offer(1)).isEqualTo(Outcome.TOLD);
    assertThat(offer(1)).isEqualTo(Outcome.DUPLICATE);
    assertThat(offer(2)).isEqualTo(Outcome.TOLD);

    assertThat(told).containsExactly("1", "2");
    assertThat(arbiter.behind()).isZero();
  }

  @Test
  void earlyMessagesAreHeldUntilTheGapIsFilled() {
    assertThat(offer(3)).isEqualTo(Outcome.HELD);
    assertThat(offer(3)).isEqualTo(Outcome.DUPLICATE);
    assertThat(offer(4)).isEqualTo(Outcome.HELD);
    assertThat(arbiter.behind()).isEqualTo(4);
    assertThat(arbiter.missing(100)).isEqualTo(2);
    offer(1);
    assertThat(arbiter.missing(100)).isEqualTo(1);

    offer(2);

    assertThat(told).containsExactly("1", "2", "3", "4");
    assertThat(arbiter.missing(100)).isZero();
  }

  @Test
  void whatIsTooFarAheadIsNotHeldButIsKnownToBeMissing() {
    assertThat(offer(1 + SLOTS)).isEqualTo(Outcome.BEYOND);
    assertThat(offer(SLOTS)).isEqualTo(Outcome.HELD);

    assertThat(arbiter.behind()).isEqualTo(SLOTS + 1);
    assertThat(arbiter.missing(3)).isEqualTo(3);
    LongStream.range(1, SLOTS).forEach(this::offer);
    assertThat(arbiter.next()).isEqualTo(SLOTS + 1);
    assertThat(arbiter.missing(100)).isEqualTo(1);
  }

  @Test
  void heartbeatTellsOfALostTail() {
    arbiter.heard(1);
    assertThat(arbiter.behind()).isZero();
    arbiter.heard(3);
    assertThat(arbiter.missing(100)).isEqualTo(2);
  }

  @Test
  void aClaimCanBeForgottenWhatIsHeldCannot() {
    offer(3);
    arbiter.heard(Long.MAX_VALUE);

    arbiter.forgetClaims();

    assertThat(arbiter.behind()).isEqualTo(3);
  }

  @Test
  void tooLongMessageIsLeftOut() {
    assertThat(arbiter.offer(1, ByteBuffer.allocate(9))).isEqualTo(Outcome.TOO_LONG);
    assertThat(told).isEmpty();
  }

  @Test
  void twoBadLinesAndRequestsTellEverythingOnceAndInOrder() {
    System.out.printf("arbiter: -Darbiter.seed=%d%n", SEED);
    var random = new Random(SEED);
    for (var round = 0; round < 300; round++) {
      told.clear();
      arbiter.begin(1);
      var naive = new TreeMap<Long, String>();
      var end = 1L + random.nextInt(200);
      while (arbiter.next() <= end) {
        var sequence =
            random.nextInt(4) == 0
                ? arbiter.next()
                : 1 + random.nextLong(Math.min(end, arbiter.next() + SLOTS * 2));
        if (sequence <= end) {
          var isNew = sequence - arbiter.next() < SLOTS && !naive.containsKey(sequence);
          var outcome = offer(sequence);
          assertThat(outcome == Outcome.TOLD || outcome == Outcome.HELD).isEqualTo(isNew);
          if (isNew) {
            naive.put(sequence, Long.toString(sequence));
          }
        }
      }
      assertThat(told).isEqualTo(List.copyOf(naive.values()));
      assertThat(told).hasSize((int) end);
    }
  }

  private Outcome offer(long sequence) {
    return arbiter.offer(
        sequence, ByteBuffer.wrap(Long.toString(sequence).getBytes(StandardCharsets.US_ASCII)));
  }
}
