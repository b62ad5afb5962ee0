package openbell.risk.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import openbell.model.TradingHalt;
import org.junit.jupiter.api.Test;

class LimitBookTest {
  private static final LimitBook BOOK =
      LimitBook.of(
          3,
          Map.of(LimitName.MAX_POSITION, 100L, LimitName.MAX_OPEN_ORDERS, 10L),
          List.of(
              new Limit(LimitScope.GLOBAL, "", LimitName.MAX_OPEN_ORDERS, 20),
              new Limit(LimitScope.ACCOUNT, "7", LimitName.MAX_POSITION, 500),
              new Limit(LimitScope.SYMBOL, "XNSE:TCS", LimitName.MAX_POSITION, 200),
              new Limit(LimitScope.SYMBOL, "XNSE:TCS", LimitName.FAT_FINGER_BPS, 50)),
          Map.of("XNSE", TradingHalt.HALTED, "XNSE:TCS", TradingHalt.CANCEL_ONLY),
          Set.of("XNAS:AMZN"));

  private static OptionalLong position(long account, String symbol) {
    return BOOK.binding(account, symbol).accountLimits().maxPosition();
  }

  @Test
  void accountReplacesTheGlobalLimitAndTheSymbolBoundsIt() {
    assertThat(position(8, "XNSE:INFY")).hasValue(100);
    assertThat(position(8, "XNSE:TCS")).hasValue(100);
    assertThat(position(7, "XNSE:INFY")).hasValue(500);
    assertThat(position(7, "XNSE:TCS")).hasValue(200);
  }

  @Test
  void whatIsSetReplacesTheConfiguredLimit() {
    assertThat(BOOK.binding(8, "").limit(LimitName.MAX_OPEN_ORDERS)).hasValue(20);
  }

  @Test
  void symbolMayHaveALimitThatNobodyElseHas() {
    assertThat(BOOK.binding(8, "XNSE:TCS").limit(LimitName.FAT_FINGER_BPS)).hasValue(50);
    assertThat(BOOK.binding(8, "XNSE:INFY").limit(LimitName.FAT_FINGER_BPS)).isEmpty();
  }

  @Test
  void stricterHaltOfSymbolAndMarketCounts() {
    assertThat(BOOK.standing("XNSE:TCS", "XNSE").halt()).isEqualTo(TradingHalt.CANCEL_ONLY);
    assertThat(BOOK.standing("XNSE:INFY", "XNSE").halt()).isEqualTo(TradingHalt.HALTED);
    assertThat(BOOK.standing("XNAS:AMZN", "XNAS"))
        .isEqualTo(new Standing(3, TradingHalt.NONE, true));
  }
}
