package openbell.exchangesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import openbell.runtime.MarketFiles;
import org.junit.jupiter.api.Test;

class TradingHoursTest {
  private static final List<String> MICS = List.of("XNSE", "XNAS");

  /** 10:00 in Mumbai, 23:30 of the day before in New York. */
  private static final Instant MORNING = Instant.parse("2026-03-02T04:30:00Z");

  @Test
  void streetTradesWhileOrdersAreCollectedOrMatched() {
    var hours = new TradingHours(MarketFiles.load(MICS), false);

    assertThat(hours.closed(MORNING)).containsExactly("XNAS");
    assertThat(hours.closed(Instant.parse("2026-03-02T03:35:00Z"))).containsExactly("XNAS");
    assertThat(hours.closed(Instant.parse("2026-03-01T12:00:00Z")))
        .containsExactlyInAnyOrder("XNSE", "XNAS");
  }

  @Test
  void marketThatIsAlwaysOpenNeverCloses() {
    var hours = new TradingHours(MarketFiles.load(MICS), true);

    assertThat(hours.closed(Instant.parse("2026-03-01T12:00:00Z"))).isEmpty();
  }

  @Test
  void tradeDateIsTheDateInTheMarketsZone() {
    var hours = new TradingHours(MarketFiles.load(MICS), false);

    assertThat(hours.tradeDate("XNSE", MORNING)).isEqualTo(20260302);
    assertThat(hours.tradeDate("XNAS", MORNING)).isEqualTo(20260301);
    assertThat(hours.tradeDate("XXXX", MORNING)).isEqualTo(20260302);
  }
}
