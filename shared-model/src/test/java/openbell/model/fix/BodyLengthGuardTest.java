package openbell.model.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyLengthGuardTest {
  @ParameterizedTest
  @CsvSource({
    "8=FIX.4.4|9=5|35=0|, true",
    "8=FIX.4.4|9=262144|35=0|, true",
    "8=FIX.4.4|9=262145|35=0|, false",
    "8=FIX.4.4|9=99999999999999999999|, false",
    "8=FIX.4.4|9=5|35=0|10=1|8=FIX.4.4|9=999999|, false",
    "8=FIX.4.4|9=|9=999999|, false",
    "8=FIX.4.4|19=999999|, true",
    "8=FIX.4.4|99=999999|, true",
    "9=999999|, true",
  })
  void lengthBeyondTheLimitIsRefused(String bytes, boolean accepted) {
    var guard = new BodyLengthGuard();
    var all = true;
    for (var next : bytes.replace('|', '\u0001').getBytes(StandardCharsets.US_ASCII)) {
      all &= guard.accepts(next);
    }

    assertThat(all).isEqualTo(accepted);
  }
}
