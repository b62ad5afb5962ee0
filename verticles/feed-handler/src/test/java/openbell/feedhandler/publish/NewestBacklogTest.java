package openbell.feedhandler.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of each symbol the newest message, copied: the longest waiting first. */
class NewestBacklogTest {
  private final NewestBacklog backlog = new NewestBacklog(3);

  @Test
  void newerMessageTakesThePlaceOfTheOneThatWaits() {
    write("A", 1, "long text of A");
    write("B", 1, "b");
    write("A", 2, "a2");

    assertThat(backlog.size()).isEqualTo(2);
    assertThat(take(9)).containsExactly("A 7.2 a2", "B 7.1 b");
    assertThat(backlog.size()).isZero();
  }

  @Test
  void takesNoMoreThanAskedForAndWhatComesLaterWaitsBehind() {
    write("A", 1, "a1");
    write("B", 1, "b1");
    assertThat(take(1)).containsExactly("A 7.1 a1");
    write("A", 2, "a2 is longer");

    assertThat(take(9)).containsExactly("B 7.1 b1", "A 7.2 a2 is longer");
  }

  @Test
  void whatIsPutBackComesFirstUnlessANewerOneWaits() {
    write("A", 1, "a1");
    write("B", 1, "b1");
    var taken = backlog.take(2);
    write("C", 1, "c1");
    write("A", 2, "a2");
    backlog.putBack(taken);

    assertThat(take(9)).containsExactly("B 7.1 b1", "C 7.1 c1", "A 7.2 a2");
  }

  @Test
  void symbolBeyondTheBoundIsDroppedAndCounted() {
    for (var symbol : List.of("A", "B", "C", "D", "A")) {
      write(symbol, 1, "x");
    }

    assertThat(take(9)).containsExactly("A 7.1 x", "B 7.1 x", "C 7.1 x");
    assertThat(backlog.takeDropped()).isOne();
    assertThat(backlog.takeDropped()).isZero();
  }

  private void write(String symbol, long seq, String text) {
    backlog.write(new EncodedDepth(symbol, 7, seq, ByteString.copyFromUtf8(text)));
  }

  private List<String> take(int atMost) {
    return backlog.take(atMost).stream()
        .map(
            newest ->
                "%s %d.%d %s"
                    .formatted(
                        newest.symbol(),
                        newest.epoch(),
                        newest.seq(),
                        new String(newest.bytes(), StandardCharsets.UTF_8)))
        .toList();
  }
}
