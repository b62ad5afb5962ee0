package openbell.model.itch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class ItchStampsTest {
  private final ItchStamps stamps = new ItchStamps(ZoneId.of("America/New_York"));

  @Test
  void stampCountsFromTheExchangesMidnight() {
    var open = micros("2026-03-06T14:30:00.000001Z");

    assertThat(stamps.nanos(open)).isEqualTo(34_200_000_001_000L);
    assertThat(stamps.micros(34_200_000_001_000L, open + 5)).isEqualTo(open);
  }

  @Test
  void stampAroundMidnightIsOfTheDayThatIsNearest() {
    var late = micros("2026-03-06T04:59:59Z");
    var early = micros("2026-03-06T05:00:01Z");

    assertThat(stamps.micros(stamps.nanos(late), early)).isEqualTo(late);
    assertThat(stamps.micros(stamps.nanos(early), late)).isEqualTo(early);
  }

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }
}
