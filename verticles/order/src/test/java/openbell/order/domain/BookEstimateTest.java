package openbell.order.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import openbell.model.Side;
import openbell.order.domain.BookEstimate.Level;
import org.junit.jupiter.api.Test;

class BookEstimateTest {
  private static final List<Level> ASKS =
      List.of(new Level(1_000_000, 10), new Level(1_000_500, 20), new Level(1_010_000, 5));

  @Test
  void levelsAreTakenBestFirstAsFarAsTheLimit() {
    assertThat(BookEstimate.of(Side.BUY, 5, 1_000_000, ASKS))
        .isEqualTo(new BookEstimate(5, 1_000_000));
    assertThat(BookEstimate.of(Side.BUY, 20, 1_000_500, ASKS))
        .isEqualTo(new BookEstimate(20, 1_000_250));
    assertThat(BookEstimate.of(Side.BUY, 100, 1_000_500, ASKS))
        .isEqualTo(new BookEstimate(30, 1_000_333));
    assertThat(BookEstimate.of(Side.BUY, 100, 999_999, ASKS)).isEqualTo(BookEstimate.NONE);
    assertThat(BookEstimate.of(Side.SELL, 3, 990_000, List.of(new Level(995_000, 3))))
        .isEqualTo(new BookEstimate(3, 995_000));
  }

  @Test
  void averageIsRoundedHalfUp() {
    assertThat(BookEstimate.of(Side.BUY, 2, 3, List.of(new Level(1, 1), new Level(2, 1))).avgPx())
        .isEqualTo(2);
    assertThat(BookEstimate.of(Side.BUY, 3, 3, List.of(new Level(1, 2), new Level(2, 1))).avgPx())
        .isEqualTo(1);
  }

  @Test
  void sumsBeyond64BitsAreNoEstimate() {
    var absurd = List.of(new Level(Long.MAX_VALUE, 2));

    assertThat(BookEstimate.of(Side.BUY, 2, Long.MAX_VALUE, absurd)).isEqualTo(BookEstimate.NONE);
    assertThat(BookEstimate.of(Side.BUY, 1, 5, List.of())).isEqualTo(BookEstimate.NONE);
  }
}
