package openbell.model.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixStampsTest {
  @ParameterizedTest
  @CsvSource({
    "20260302-04:30:00, 1772425800000000",
    "20260302-04:30:00.5, 1772425800500000",
    "20260302-04:30:00.123, 1772425800123000",
    "20260302-04:30:00.123456, 1772425800123456",
    "20260302-04:30:00.123456789, 1772425800123456",
    "20260302-23:59:60, 1772496000000000",
    "19700101-00:00:00, 0",
  })
  void stampsAreMicroseconds(String text, long micros) {
    assertThat(FixStamps.parse(text)).isEqualTo(OptionalLong.of(micros));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "20260302",
        "20260302-",
        "20260302-04:30",
        "20260302-04:30:00.",
        "20260302-04:30:00.12x",
        "20260302-04:30:00.1234567890",
        "20260230-04:30:00",
        "20260302-24:00:00",
        "20260302-04:60:00",
        "2026030a-04:30:00",
        "20260302 04:30:00",
        "20260302-0a:30:00",
      })
  void whatIsNoStampIsEmpty(String text) {
    assertThat(FixStamps.parse(text)).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadBack() {
    var micros = 1_772_425_800_123_456L;

    assertThat(FixStamps.date(micros)).isEqualTo("20260302");
    assertThat(FixStamps.time(micros)).isEqualTo("04:30:00.123456");
    assertThat(FixStamps.parse(FixStamps.date(micros), FixStamps.time(micros))).hasValue(micros);
  }
}
