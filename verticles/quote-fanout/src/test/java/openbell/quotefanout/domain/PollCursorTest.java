package openbell.quotefanout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollCursorTest {
  private static final List<String> NAMES = List.of("TCS", "M&M", "XNAS:BRK.B");
  private static final List<Mark> MARKS =
      List.of(
          new Mark(1_700_000_000_000_000L, 5, 5, false),
          new Mark(0, 0, 0, true),
          new Mark(Long.MAX_VALUE, Long.MAX_VALUE, 1, false));

  @Test
  void comesBackAsItWasGiven() {
    assertThat(PollCursor.decode(PollCursor.encode(NAMES, MARKS), NAMES)).contains(MARKS);
  }

  @Test
  void aHundredSymbolsFitIntoARequestLine() {
    var names = IntStream.range(0, 100).mapToObj(i -> "XNSE:SYMBOL-" + i).toList();
    var marks =
        IntStream.range(0, 100)
            .mapToObj(i -> new Mark(1_700_000_000_000_000L, 9_000_000L + i, 8_000_000L + i, false))
            .toList();

    assertThat(PollCursor.encode(names, marks).length() + String.join(",", names).length())
        .isLessThan(3_500);
  }

  @Test
  void ofOtherNamesItSaysNothing() {
    var cursor = PollCursor.encode(NAMES, MARKS);

    assertThat(PollCursor.decode(cursor, List.of("TCS", "M&M"))).contains(List.of());
    assertThat(PollCursor.decode(cursor, List.of("M&M", "TCS", "XNAS:BRK.B"))).contains(List.of());
  }

  @Test
  void whatIsNoCursorIsRefused() {
    var cursor = PollCursor.encode(NAMES, MARKS);

    for (var bad :
        List.of("", "0", "%", "a b", "A".repeat(5_000), cursor + "AAAA", cursor.substring(8))) {
      var decoded = PollCursor.decode(bad, NAMES);
      assertThat(decoded.isEmpty() || decoded.get().isEmpty()).as(bad).isTrue();
    }
    assertThat(PollCursor.decode(cursor.substring(0, cursor.length() - 4), NAMES)).isEmpty();
  }

  /** Another seed: {@code -Dcursor.seed=}. */
  @Test
  void bytesThatSomebodyMadeUpAreAnsweredSomehow() {
    var seed = Long.getLong("cursor.seed", System.nanoTime());
    System.out.println("cursor.seed=" + seed);
    var random = new Random(seed);
    var cursor = Base64.getUrlDecoder().decode(PollCursor.encode(NAMES, MARKS));
    for (var i = 0; i < 20_000; i++) {
      var bytes = cursor.clone();
      for (var changes = random.nextInt(4); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      var text = Base64.getUrlEncoder().encodeToString(bytes);
      var marks = PollCursor.decode(text, NAMES);
      assertThat(marks.map(List::size).orElse(0)).as("seed %d", seed).isIn(0, NAMES.size());
    }
  }

  @Test
  void whoIsBehindHasSomethingToLearn() {
    var seen = new Mark(5, 10, 8, false);

    assertThat(seen.isBehind(new Mark(5, 10, 8, false))).isFalse();
    assertThat(seen.isBehind(new Mark(5, 9, 8, true))).isFalse();
    assertThat(seen.isBehind(new Mark(4, 99, 99, false))).isFalse();
    assertThat(seen.isBehind(new Mark(6, 1, 0, false))).isTrue();
    assertThat(seen.isBehind(new Mark(5, 11, 8, false))).isTrue();
    assertThat(seen.isBehind(new Mark(5, 10, 9, false))).isTrue();
    assertThat(seen.isBehind(new Mark(5, 10, 8, true))).isTrue();
  }
}
