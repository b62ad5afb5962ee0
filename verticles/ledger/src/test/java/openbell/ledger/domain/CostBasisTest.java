package openbell.ledger.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostBasisTest {
  @Test
  void aPurchaseAddsValueAndCharges() {
    assertThat(CostBasis.EMPTY.bought(3, 100, 1).bought(2, 80, 2))
        .isEqualTo(new CostBasis(5, 183, 0));
  }

  @Test
  void aSaleTakesItsCostInProportionRoundedDown() {
    assertThat(new CostBasis(3, 100, 7).sold(1, 50, 2)).isEqualTo(new CostBasis(2, 67, 22));
  }

  @Test
  void sellingNothingOfWhatIsHeldRealisesTheProceeds() {
    assertThat(CostBasis.EMPTY.sold(0, 50, 2)).isEqualTo(new CostBasis(0, 0, 48));
  }

  @Test
  void moreThanIsHeldCannotBeSold() {
    assertThatThrownBy(() -> new CostBasis(3, 100, 0).sold(4, 50, 0)).hasMessage("sold 4 of 3");
  }

  @Test
  void aCostThatIsBeyondALongThrows() {
    assertThatThrownBy(() -> new CostBasis(1, Long.MAX_VALUE, 0).bought(1, 1, 0))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void whatIsSoldOutRealisesExactlyWhatItMade(long seed) {
    var random = new Random(seed);
    for (var run = 0; run < 1_000; run++) {
      var qty = 1 + random.nextInt(1_000);
      var cost = random.nextLong(1_000_000_000_000L);
      var basis = new CostBasis(qty, cost, 0);
      var proceeds = 0L;
      while (basis.qty() > 0) {
        var sold = 1 + random.nextLong(basis.qty());
        var value = random.nextLong(1_000_000);
        proceeds += value;
        basis = basis.sold(sold, value, 0);
      }
      assertThat(basis).isEqualTo(new CostBasis(0, 0, proceeds - cost));
    }
  }
}
