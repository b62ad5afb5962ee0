package openbell.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A fuzz that can find nothing would be worse than none: what it must find is planted here. */
class FuzzTest {
  private static final byte[] VALID = "a valid input".getBytes(StandardCharsets.US_ASCII);

  @Test
  void whatTheCheckThrowsIsToldWithTheInput() {
    var fuzz = Fuzz.of("planted bug", VALID);

    assertThatThrownBy(
            () -> fuzz.run(input -> new String(input, 2, 5, StandardCharsets.UTF_8).isEmpty()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-Dfuzz.seed=");
    assertThatThrownBy(() -> fuzz.run(input -> input.length >= 7 || input[9] == 'x'))
        .hasMessageMatching("(?s)fuzz planted bug, -Dfuzz.seed=-?\\d+, input \\d+: \\d bytes .*")
        .hasCauseInstanceOf(ArrayIndexOutOfBoundsException.class);
  }

  @Test
  void anAllocationThatTheInputSizesIsFound() {
    var fuzz = Fuzz.of("planted allocation", new byte[] {0, 0, 0, 7});

    assertThatThrownBy(() -> fuzz.run(FuzzTest::allocatesWhatItIsTold))
        .rootCause()
        .hasMessageContaining("allocated ");
  }

  private static boolean allocatesWhatItIsTold(byte[] input) {
    var isWhole = input.length == 4 && input[0] >= 0 && input[0] < 4;
    return isWhole && new byte[(input[0] << 24) + 1 + (input[3] & 0xff)].length > 0;
  }

  @Test
  void aDecoderThatTakesAllOrNothingIsFound() {
    assertThatThrownBy(() -> Fuzz.of("takes all", VALID).run(input -> true))
        .hasMessageContaining("understood ");
    assertThatThrownBy(() -> Fuzz.of("takes nothing", VALID).run(input -> false))
        .hasMessageContaining("refused a valid input");
  }

  @Test
  void aSeedGivesTheSameInputsAgain() {
    assertThat(damagedBy(7)).isEqualTo(damagedBy(7)).isNotEqualTo(damagedBy(8));
  }

  private static List<String> damagedBy(long seed) {
    var damage = new Damage(new SplittableRandom(seed), List.of(VALID), List.of());
    var damaged = new ArrayList<String>();
    for (var i = 0; i < 100; i++) {
      damaged.add(new String(damage.of(VALID.clone()), StandardCharsets.ISO_8859_1));
    }
    return damaged;
  }
}
