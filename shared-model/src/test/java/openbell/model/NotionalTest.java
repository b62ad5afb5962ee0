package openbell.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NotionalTest {
  @Test
  void multipliesExactlyOrSaysThatItIsBeyondALong() {
    var seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (var round = 0; round < 100_000; round++) {
      var px = random.nextLong() >> random.nextInt(63);
      var qty = random.nextLong() >> random.nextInt(63);
      var exact = BigInteger.valueOf(px).multiply(BigInteger.valueOf(qty));
      if (exact.bitLength() < Long.SIZE) {
        assertThat(Notional.checked(px, qty)).hasValue(exact.longValueExact());
      } else {
        assertThat(Notional.checked(px, qty)).isEmpty();
      }
    }
  }

  @Test
  void beyondALongThrows() {
    assertThatThrownBy(() -> Notional.of(Long.MAX_VALUE, 2))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("beyond a long");
  }
}
