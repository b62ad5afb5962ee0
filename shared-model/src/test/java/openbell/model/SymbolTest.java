package openbell.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SymbolTest {
  @ParameterizedTest
  @ValueSource(strings = {"XNSE:RELIANCE", "XNSE:M&M", "XNSE:BAJAJ-AUTO", "XNYS:BRK.B"})
  void canonicalTextIsReadAndWritten(String text) {
    assertThat(Symbol.of(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "RELIANCE",
        "XNSE:",
        ":TCS",
        "XNS:TCS",
        "xnse:TCS",
        "XNSE:tcs",
        "XNSE:A B",
        "XNSE:A:B",
        "XNSE:ABCDEFGHIJKLMNOPQRSTU"
      })
  void anythingElseIsNoCanonicalSymbol(String text) {
    assertThat(Symbol.parse(text)).isEmpty();
  }

  @Test
  void orderIdsKeepTheirTimeOrderAndTheirBytes() {
    var early = OrderId.uuidV7(1_700_000_000_000L, -1, -1);
    var late = OrderId.uuidV7(1_700_000_000_001L, 0, 0);
    assertThat(early.version()).isEqualTo(7);
    assertThat(early.variant()).isEqualTo(2);
    assertThat(early.toString()).isLessThan(late.toString());
    assertThat(OrderId.of(OrderId.toBytes(early))).isEqualTo(early);
    assertThat(OrderId.parse(early.toString())).contains(early);
    assertThat(OrderId.parse("1-1-1-1-1")).isEmpty();
    assertThat(OrderId.parse(UUID.randomUUID() + "x")).isEmpty();
  }
}
