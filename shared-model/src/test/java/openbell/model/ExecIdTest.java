package openbell.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecIdTest {
  @Test
  void offsetIsThatOfTheRecord() {
    assertThat(ExecId.offset(ExecId.of(3, 0, 7))).isZero();
    assertThat(ExecId.offset(ExecId.of(12, Long.MAX_VALUE, 0))).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "--",
        "1",
        "1-2",
        "1--2",
        "half-done",
        "1-x-2",
        "1-9223372036854775808-0"
      })
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> ExecId.offset(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
