package openbell.feedhandler.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each thing is read once, before its work; the work keeps the order. */
class ReadAheadTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void readsSixteenAndThenWorksOnThem() {
    var ahead =
        new ReadAhead<Integer>(
            thing -> {
              done.add("read " + thing);
              return thing;
            });

    ahead.forEach(IntStream.range(0, 20).boxed().toList(), thing -> done.add("work " + thing));

    var expected = new ArrayList<String>();
    IntStream.range(0, 16).forEach(thing -> expected.add("read " + thing));
    IntStream.range(0, 16).forEach(thing -> expected.add("work " + thing));
    IntStream.range(16, 20).forEach(thing -> expected.add("read " + thing));
    IntStream.range(16, 20).forEach(thing -> expected.add("work " + thing));
    assertThat(done).isEqualTo(expected);
  }

  @Test
  void ofNothingThereIsNothingToDo() {
    new ReadAhead<Integer>(thing -> thing).forEach(List.of(), thing -> done.add("work"));

    assertThat(done).isEmpty();
  }
}
