package openbell.benchmarks.orders;

import static org.assertj.core.api.Assertions.assertThat;

import openbell.benchmarks.orders.PlatformFigures.Scrape;
import org.junit.jupiter.api.Test;

class PlatformFiguresTest {
  private static final String AFTER =
      """
      # TYPE updates_total counter
      updates_total{source="a"} 7.0
      updates_total{source="b"} 1.5E1
      updates_total_other 100.0
      wait_seconds_bucket{route="/a",le="0.001"} 50.0
      wait_seconds_bucket{route="/a",le="0.004"} 149.0
      wait_seconds_bucket{route="/a",le="+Inf"} 150.0
      wait_seconds_bucket{route="/b",le="0.001"} 9000.0
      wait_seconds_bucket{route="/b",le="+Inf"} 9000.0
      """;
  private static final String BEFORE =
      """
      wait_seconds_bucket{route="/a",le="0.001"} 50.0
      wait_seconds_bucket{route="/a",le="0.004"} 50.0
      wait_seconds_bucket{route="/a",le="+Inf"} 50.0
      """;

  private final Scrape after = new Scrape(AFTER);
  private final Scrape before = new Scrape(BEFORE);

  @Test
  void aCounterIsSummedOverItsTags() {
    assertThat(after.sum("updates_total")).isEqualTo(22);
  }

  @Test
  void thePercentileIsOfWhatWasCountedSince() {
    assertThat(after.p99Ms("wait_seconds", "route=\"/a\"", before)).isEqualTo(4);
    assertThat(after.p99Ms("wait_seconds", "route=\"/b\"", before)).isEqualTo(1);
    assertThat(before.p99Ms("wait_seconds", "", before)).isNaN();
  }
}
