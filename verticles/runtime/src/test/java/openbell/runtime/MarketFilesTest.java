package openbell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import openbell.model.market.TradingPhase;
import org.junit.jupiter.api.Test;

class MarketFilesTest {
  @Test
  void calendarsOfTheDemoMarketsAreRead() {
    var markets = MarketFiles.load(List.of("XNSE", "XNAS", "XBOM"));

    assertThat(markets).containsOnlyKeys("XNSE", "XNAS", "XBOM");
    var nasdaq = markets.get("XNAS");
    assertThat(nasdaq.phaseAt(Instant.parse("2026-07-01T13:30:00Z")))
        .isEqualTo(TradingPhase.REGULAR);
    assertThat(nasdaq.phaseAt(Instant.parse("2026-01-07T14:29:59Z")))
        .isEqualTo(TradingPhase.PRE_OPEN);
    assertThat(nasdaq.isSessionDay(LocalDate.of(2026, 12, 25))).isFalse();
    var bombay = markets.get("XBOM");
    assertThat(bombay.phaseAt(Instant.parse("2026-07-01T03:44:59Z")))
        .isEqualTo(TradingPhase.PRE_OPEN);
    assertThat(bombay.phaseAt(Instant.parse("2026-07-01T09:59:59Z")))
        .isEqualTo(TradingPhase.REGULAR);
    // The day after Thanksgiving closes at 13:00 in New York.
    assertThat(nasdaq.phaseAt(Instant.parse("2026-11-27T18:00:00Z")))
        .isEqualTo(TradingPhase.CLOSED);
  }

  @Test
  void unknownMarketIsOneSentence() {
    assertThatThrownBy(() -> MarketFiles.load(List.of("XXXX")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("markets/XXXX.yaml");
  }
}
