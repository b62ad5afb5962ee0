package openbell.feedhandler.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each symbol with news once, the longest waiting first, with the message as it stands then. */
class NewestBacklogTest {
  private final NewestBacklog<Newest> backlog = new NewestBacklog<>(Newest::index, 3);
  private final Map<String, Newest> newest = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();

  @Test
  void newerMessageTakesThePlaceOfTheOneThatWaits() {
    write("A", 1, "long text of A");
    write("B", 1, "b");
    write("A", 2, "a2");

    assertThat(backlog.size()).isEqualTo(2);
    assertThat(take(9)).containsExactly("A 2 a2", "B 1 b");
    assertThat(backlog.size()).isZero();
  }

  @Test
  void takesNoMoreThanAskedForAndWhatComesLaterWaitsBehind() {
    write("A", 1, "a1");
    write("B", 1, "b1");
    assertThat(take(1)).containsExactly("A 1 a1");
    write("A", 2, "a2 is longer");

    assertThat(take(9)).containsExactly("B 1 b1", "A 2 a2 is longer");
  }

  @Test
  void whatIsPutBackComesFirstUnlessANewerOneWaits() {
    write("A", 1, "a1");
    write("B", 1, "b1");
    var taken = backlog.take(2);
    write("C", 1, "c1");
    write("A", 2, "a2");
    backlog.putBack(taken);

    assertThat(take(9)).containsExactly("B 1 b1", "C 1 c1", "A 2 a2");
  }

  @Test
  void symbolBeyondTheBoundIsDroppedAndCounted() {
    for (var symbol : List.of("A", "B", "C", "D", "A")) {
      write(symbol, 1, "x");
    }

    assertThat(take(9)).containsExactly("A 1 x", "B 1 x", "C 1 x");
    assertThat(backlog.takeDropped()).isOne();
    assertThat(backlog.takeDropped()).isZero();
  }

  private void write(String symbol, long seq, String text) {
    texts.put(symbol, "%s %d %s".formatted(symbol, seq, text));
    backlog.add(newest.computeIfAbsent(symbol, first -> new Text(newest.size(), symbol)));
  }

  private List<String> take(int atMost) {
    return backlog.take(atMost).stream()
        .map(taken -> taken.message().bytes().toStringUtf8())
        .toList();
  }

  private final class Text implements Newest {
    private final int index;
    private final String symbol;

    Text(int index, String symbol) {
      this.index = index;
      this.symbol = symbol;
    }

    @Override
    public int index() {
      return index;
    }

    @Override
    public Encoded message() {
      return new EncodedDepth(index, symbol, 0, 0, ByteString.copyFromUtf8(texts.get(symbol)));
    }
  }
}
