package openbell.feedhandler.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BookLevelsTest {
  // More than fit without growing.
  private static final int COUNT = 5_000;

  private final BookLevels levels = new BookLevels();

  @Test
  void aLevelKeepsItsSideItsPriceAndItsQueueWhileOthersComeAndGo() {
    var kept = levels.add(131_071, Long.MAX_VALUE);
    levels.setFirstOrder(kept, 3);
    levels.setLastOrder(kept, Integer.MAX_VALUE);

    IntStream.range(0, COUNT).map(px -> levels.add(1, px)).boxed().toList().forEach(levels::remove);

    assertThat(levels.side(kept)).isEqualTo(131_071);
    assertThat(levels.px(kept)).isEqualTo(Long.MAX_VALUE);
    assertThat(levels.firstOrder(kept)).isEqualTo(3);
    assertThat(levels.lastOrder(kept)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void everyLevelThatLeftIsUsedAgainOnceAndIsEmpty() {
    var left = new HashSet<Integer>();
    for (var px = 1; px <= COUNT; px++) {
      var level = levels.add(0, px);
      levels.setFirstOrder(level, px);
      levels.setLastOrder(level, px);
      left.add(level);
    }
    left.forEach(levels::remove);

    var again = new HashSet<Integer>();
    for (var px = 1; px <= COUNT; px++) {
      var level = levels.add(1, -px);
      assertThat(levels.side(level)).isEqualTo(1);
      assertThat(levels.px(level)).isEqualTo(-px);
      assertThat(levels.firstOrder(level)).isEqualTo(BookOrders.NONE);
      assertThat(levels.lastOrder(level)).isEqualTo(BookOrders.NONE);
      again.add(level);
    }

    assertThat(again).isEqualTo(left);
  }
}
