package openbell.ledger.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import openbell.ledger.domain.AccountOpening.Deposit;
import openbell.ledger.domain.AccountOpening.Holding;
import openbell.model.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountOpeningTest {
  private static final Symbol SYMBOL = Symbol.of("XNSE:M&M");

  @Test
  void aHoldingCostsItsPriceTimesItsQuantity() {
    assertThat(Holding.at(SYMBOL, 3, 28_500_500, "INR"))
        .isEqualTo(new Holding(SYMBOL, 3, 85_501_500, "INR"));
  }

  @Test
  void aCostBeyondALongIsRefused() {
    assertThatThrownBy(() -> Holding.at(SYMBOL, Long.MAX_VALUE, 2, "INR"))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void nothingAndLessAreRefused(long amount) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Deposit("INR", amount));
    assertThatIllegalArgumentException().isThrownBy(() -> Holding.at(SYMBOL, amount, 1, "INR"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccountOpening(amount, List.of(), List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "inr", "RUPEE", "IN", "I1R"})
  void whatIsNoCurrencyIsRefused(String currency) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Deposit(currency, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Holding.at(SYMBOL, 1, 1, currency));
  }

  @Test
  void anAssetIsNamedOnce() {
    var twice = Collections.nCopies(2, new Deposit("INR", 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccountOpening(1, twice, List.of()))
        .withMessage("twice: INR");
  }

  @Test
  void anOpeningIsBounded() {
    var many = Collections.nCopies(1_001, new Deposit("INR", 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccountOpening(1, many, List.of()))
        .withMessageContaining("too many");
  }
}
