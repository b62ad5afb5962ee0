package openbell.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import openbell.model.TradingHalt;
import openbell.model.market.TradingPhase;
import openbell.runtime.MarketFiles;
import openbell.venue.domain.MatchingEngine;
import openbell.wire.venue.VenueCommand;
import openbell.wire.venue.VenueCommand.CommandCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the owner writes; the records come back through the log a little later. */
class MarketRecordsTest {
  private static final String INFY = "XNSE:INFY";
  private static final Map<String, Long> INSTRUMENTS = Map.of(INFY, 15_000_000L);

  private final MatchingEngine engine = new MatchingEngine(0);

  /** 10:00 in Mumbai. */
  private Instant now = Instant.parse("2026-03-02T04:30:00Z");

  /** How far the owner's clock is before the log's. */
  private Duration jump = Duration.ZERO;

  private Optional<Map<String, TradingHalt>> halts = Optional.empty();
  private MarketRecords records = owner();
  private long offset;

  @Test
  void listsThenSaysThePhaseOnceAlthoughItsRecordIsOnItsWay() {
    var listing = records.due(INSTRUMENTS);
    assertThat(listing)
        .extracting(VenueCommand::getCommandCase)
        .containsExactly(CommandCase.INSTRUMENT_LISTING);
    assertThat(records.due(INSTRUMENTS)).isEmpty();

    apply(listing);
    var phase = records.due(INSTRUMENTS);
    assertThat(phase)
        .extracting(VenueCommand::getCommandCase)
        .containsExactly(CommandCase.TRADING_PHASE_CHANGE);
    assertThat(records.due(INSTRUMENTS)).isEmpty();

    apply(phase);
    assertThat(engine.session("XNSE").phase()).isEqualTo(TradingPhase.REGULAR);
    assertThat(engine.session("XNSE").tradeDate()).isEqualTo(20260302);
    assertThat(records.due(INSTRUMENTS)).isEmpty();
  }

  @Test
  void nextOwnerWritesWhatIsMissingAndNothingTwice() {
    apply(records.due(INSTRUMENTS));
    apply(records.due(INSTRUMENTS));
    records = owner();
    assertThat(records.due(INSTRUMENTS)).isEmpty();

    now = Instant.parse("2026-03-02T10:01:00Z");
    records = owner();
    apply(records.due(INSTRUMENTS));
    assertThat(engine.session("XNSE").endedDate()).isEqualTo(20260302);
    assertThat(engine.session("XNSE").phase()).isEqualTo(TradingPhase.CLOSED);
  }

  @Test
  void haltsAreWrittenAsTheyChangeAndKeptWhileNobodyKnows() {
    apply(records.due(INSTRUMENTS));
    apply(records.due(INSTRUMENTS));
    halts = Optional.of(Map.of(INFY, TradingHalt.HALTED, "XNSE:TCS", TradingHalt.HALTED));

    var halted = records.due(INSTRUMENTS);
    assertThat(halted).hasSize(1);
    assertThat(records.due(INSTRUMENTS)).isEmpty();
    apply(halted);
    assertThat(engine.halt(INFY)).isEqualTo(TradingHalt.HALTED);

    halts = Optional.empty();
    records = owner();
    assertThat(records.due(INSTRUMENTS)).isEmpty();

    halts = Optional.of(Map.of());
    apply(records.due(INSTRUMENTS));
    assertThat(engine.halt(INFY)).isEqualTo(TradingHalt.NONE);
    assertThat(records.due(INSTRUMENTS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "PT8H", "P1D", "P400D", "-PT1M", "-PT1H", "-PT8H", "-P400D"})
  void clockThatJumpsAndReturnsNeitherEndsNorMissesASession(String length) {
    apply(records.due(INSTRUMENTS));
    apply(records.due(INSTRUMENTS));

    jump = Duration.parse(length);
    for (int second = 0; second < 60; second++) {
      now = now.plusSeconds(1);
      apply(records.due(INSTRUMENTS));
    }
    assertThat(engine.session("XNSE").phase()).isEqualTo(TradingPhase.REGULAR);
    assertThat(engine.session("XNSE").tradeDate()).isEqualTo(20260302);
    assertThat(engine.session("XNSE").endedDate()).isLessThan(20260302);

    jump = Duration.ZERO;
    assertThat(records.due(INSTRUMENTS)).isEmpty();
    now = Instant.parse("2026-03-02T10:01:00Z");
    apply(records.due(INSTRUMENTS));
    assertThat(engine.session("XNSE").endedDate()).isEqualTo(20260302);
    assertThat(engine.session("XNSE").phase()).isEqualTo(TradingPhase.CLOSED);
  }

  @Test
  void phaseThatWasPassedOverIsWrittenAgain() {
    apply(records.due(INSTRUMENTS));
    jump = Duration.ofMinutes(-2);
    apply(records.due(INSTRUMENTS));
    assertThat(engine.session("XNSE").isScheduled()).isFalse();

    jump = Duration.ZERO;
    apply(records.due(INSTRUMENTS));
    assertThat(engine.session("XNSE").isScheduled()).isTrue();
    assertThat(engine.session("XNSE").phase()).isEqualTo(TradingPhase.REGULAR);
  }

  private MarketRecords owner() {
    var world =
        new VenuePartition.World(
            MarketFiles.load(List.of("XNSE")), false, () -> now.plus(jump), () -> halts);
    return new MarketRecords(engine, world);
  }

  private void apply(List<VenueCommand> due) {
    due.forEach(
        record ->
            CommandCodec.decode(record.toByteArray(), now.toEpochMilli())
                .ifPresentOrElse(
                    command -> engine.apply(offset++, 1_000 * now.toEpochMilli(), command),
                    () -> engine.skip(offset++)));
  }
}
