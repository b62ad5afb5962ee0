package openbell.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import openbell.model.Side;
import openbell.runtime.ConfigException;
import org.junit.jupiter.api.Test;

class FeeFilesTest {
  @Test
  void feesOfTheDemoMarketsAreThoseOfTheirFiles() {
    var schedules = FeeFiles.load(List.of("XNSE", "XNAS", "XBOM"));

    // 10,000.00 INR: brokerage 3.00, exchange 0.30, sebi 0.01, stamp 1.50, stt 10.00, 18 % of 3.31
    // to the paisa
    assertThat(schedules.get("XNSE").charges(Side.BUY, 100_000_000))
        .isEqualTo(30_000 + 3_000 + 100 + 15_000 + 100_000 + 6_000);
    // Brokerage stops at 20.00 INR.
    assertThat(schedules.get("XNSE").charges(Side.SELL, 10_000_000_000L))
        .isEqualTo(200_000 + 300_000 + 10_000 + 10_000_000 + 91_800);
    // As XNSE's, but 0.38 for the exchange: 18 % of 3.39 to the paisa.
    assertThat(schedules.get("XBOM").charges(Side.BUY, 100_000_000))
        .isEqualTo(30_000 + 3_800 + 100 + 15_000 + 100_000 + 6_100);
    assertThat(schedules.get("XNAS").charges(Side.BUY, 100_000_000)).isZero();
    assertThat(schedules.get("XNAS").charges(Side.SELL, 100_000_000)).isEqualTo(2_100 + 200);
  }

  @Test
  void unknownMarketIsOneSentence() {
    assertThatThrownBy(() -> FeeFiles.load(List.of("XXXX")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("markets/XXXX.yaml");
  }
}
