package openbell.venue.domain;

import static openbell.model.market.TradingPhase.CLOSED;
import static openbell.model.market.TradingPhase.POST_CLOSE;
import static openbell.model.market.TradingPhase.PRE_OPEN;
import static openbell.model.market.TradingPhase.REGULAR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import openbell.model.market.Market;
import openbell.model.market.Session;
import openbell.model.market.TradingPhase;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.TradingPhaseChange;
import org.junit.jupiter.api.Test;

class SessionPlanTest {
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final Market MARKET =
      new Market(
          "XNSE",
          KOLKATA,
          List.of(
              session(PRE_OPEN, "09:00", "09:15"),
              session(REGULAR, "09:15", "15:30"),
              session(POST_CLOSE, "15:40", "16:00")),
          Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
          Set.of(LocalDate.parse("2026-03-03")),
          Map.of());

  private final List<String> written = new ArrayList<>();
  private MatchingEngine engine = listed();
  private boolean isAlwaysOpen;
  private long offset = 1;

  @Test
  void writesEachPhaseOnceAsTheDayGoesOn() {
    for (var time = LocalDateTime.parse("2026-03-02T08:59:30");
        time.isBefore(LocalDateTime.parse("2026-03-02T17:00"));
        time = time.plusSeconds(30)) {
      look(time.toString());
    }

    // The Friday before, whose end no record told; then the day.
    assertThat(written)
        .containsExactly(
            "POST_CLOSE 20260227",
            "CLOSED 20260227",
            "PRE_OPEN 20260302",
            "REGULAR 20260302",
            "POST_CLOSE 20260302",
            "CLOSED 20260302",
            "POST_CLOSE 20260302",
            "CLOSED 20260302");
  }

  @Test
  void anotherOwnerWritesWhatIsMissing() {
    look("2026-03-02T10:00");
    written.clear();
    engine = MatchingEngine.restore(0, engine.snapshot());

    look("2026-03-02T10:01");
    assertThat(written).isEmpty();

    // Nobody looked from the morning until the day after the holiday.
    look("2026-03-04T09:20");
    assertThat(written).containsExactly("REGULAR 20260304");
  }

  @Test
  void whatEndedWhileNobodyLookedIsSaidToHaveEnded() {
    look("2026-03-02T09:05");
    written.clear();

    look("2026-03-03T12:00");

    assertThat(written).containsExactly("POST_CLOSE 20260302", "CLOSED 20260302");
    assertThat(engine.session("XNSE").endedDate()).isEqualTo(20260302);
  }

  @Test
  void clockThatGoesBackChangesNothing() {
    look("2026-03-02T09:15");
    written.clear();

    look("2026-03-02T09:14:59");

    assertThat(engine.session("XNSE").phase()).isEqualTo(REGULAR);
    look("2026-02-27T12:00");
    assertThat(engine.session("XNSE").tradeDate()).isEqualTo(20260302);
  }

  @Test
  void marketThatIsAlwaysOpenOnlyEndsItsSessions() {
    isAlwaysOpen = true;
    for (var time = LocalDateTime.parse("2026-03-01T00:00");
        time.isBefore(LocalDateTime.parse("2026-03-04T00:00"));
        time = time.plusMinutes(1)) {
      look(time.toString());
      assertThat(engine.session("XNSE").phase()).isEqualTo(REGULAR);
    }

    assertThat(written).containsExactly("REGULAR 20260227 always", "REGULAR 20260302 always");
  }

  @Test
  void configurationMayChangeFromOneToTheOther() {
    isAlwaysOpen = true;
    look("2026-03-02T18:00");
    isAlwaysOpen = false;
    look("2026-03-02T18:01");
    assertThat(engine.session("XNSE").phase()).isEqualTo(CLOSED);
    isAlwaysOpen = true;
    look("2026-03-02T18:02");

    assertThat(written)
        .containsExactly("REGULAR 20260302 always", "CLOSED 20260302", "REGULAR 20260302 always");
    assertThat(engine.session("XNSE").phase()).isEqualTo(REGULAR);
  }

  private void look(String localTime) {
    var now = LocalDateTime.parse(localTime).atZone(KOLKATA).toInstant();
    var due = new SessionPlan(isAlwaysOpen).due(MARKET, now, engine.session("XNSE"));
    for (var change : due) {
      written.add(text(change));
      engine.apply(offset++, 0, change);
    }
  }

  private static String text(TradingPhaseChange change) {
    return change.phase() + " " + change.tradeDate() + (change.alwaysOpen() ? " always" : "");
  }

  private static MatchingEngine listed() {
    var engine = new MatchingEngine(0);
    engine.apply(0, 0, new InstrumentListing("XNSE:INFY"));
    return engine;
  }

  private static Session session(TradingPhase phase, String from, String to) {
    return new Session(phase, LocalTime.parse(from), LocalTime.parse(to));
  }
}
