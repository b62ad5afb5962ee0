package openbell.venue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import openbell.model.TradingHalt;
import openbell.model.market.Market;
import openbell.venue.domain.MatchingEngine;
import openbell.venue.domain.SessionPlan;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.TradingHaltChange;
import openbell.venue.domain.VenueCommand.TradingPhaseChange;
import openbell.wire.venue.VenueCommand;

/**
 * The records that the partition's owner has to write: listings, phases, halts that the world knows
 * and the log does not. What it wrote in this life it does not write again while it is on its way
 * back through the log. Phases bear the owner's time: the log's decides whether they count. Used on
 * the partition's thread.
 */
final class MarketRecords {
  private static final Duration RETURN = Duration.ofSeconds(10);

  /** What was written, and when by the owner's clock. */
  private record Written(List<TradingPhaseChange> phases, Instant at) {}

  private final MatchingEngine engine;
  private final Map<String, Market> markets;
  private final SessionPlan plan;
  private final InstantSource clock;
  private final HaltSource halts;
  private final Set<String> listed;
  private final Map<String, Written> writtenPhases = new HashMap<>();
  private final Map<String, TradingHalt> writtenHalts = new HashMap<>();

  MarketRecords(MatchingEngine engine, VenuePartition.World world) {
    this.engine = engine;
    this.markets = world.markets();
    this.plan = new SessionPlan(world.isAlwaysOpen());
    this.clock = world.clock();
    this.halts = world.halts();
    this.listed = new java.util.HashSet<>(engine.symbols());
  }

  /** What is to be written now; asked again, it is not said again. */
  List<VenueCommand> due(Map<String, Long> instruments) {
    var due = new ArrayList<VenueCommand>();
    addListings(instruments, due);
    addPhases(due);
    halts.halts().ifPresent(now -> addHalts(now, due));
    return due;
  }

  private void addListings(Map<String, Long> instruments, List<VenueCommand> due) {
    instruments.entrySet().stream()
        .filter(instrument -> listed.add(instrument.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .map(each -> new InstrumentListing(each.getKey(), each.getValue()))
        .map(CommandCodec::encode)
        .forEach(due::add);
  }

  private void addPhases(List<VenueCommand> due) {
    var now = clock.instant();
    for (var mic : engine.markets()) {
      var market = markets.get(mic);
      if (market == null) {
        continue;
      }
      var phases = plan.due(market, now, engine.session(mic));
      if (!phases.isEmpty() && !isOnItsWay(phases, writtenPhases.get(mic), now)) {
        writtenPhases.put(mic, new Written(phases, now));
        phases.forEach(phase -> due.add(sentAt(now, phase)));
      }
    }
  }

  /** What is not back after a while was passed over: this owner's clock was off. */
  private static boolean isOnItsWay(List<TradingPhaseChange> phases, Written written, Instant now) {
    return written != null
        && phases.equals(written.phases())
        && Duration.between(written.at(), now).abs().compareTo(RETURN) < 0;
  }

  private static VenueCommand sentAt(Instant now, TradingPhaseChange phase) {
    return CommandCodec.encode(phase).toBuilder()
        .setSendingTime(ChronoUnit.MICROS.between(Instant.EPOCH, now))
        .build();
  }

  private void addHalts(Map<String, TradingHalt> now, List<VenueCommand> due) {
    for (var symbol : engine.symbols()) {
      var halt = now.getOrDefault(symbol, TradingHalt.NONE);
      if (halt == engine.halt(symbol)) {
        writtenHalts.remove(symbol);
      } else if (writtenHalts.put(symbol, halt) != halt) {
        due.add(CommandCodec.encode(new TradingHaltChange(symbol, halt)));
      }
    }
  }
}
