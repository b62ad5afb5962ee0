package openbell.feedhandler;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import openbell.feedhandler.domain.DaySnapshot;
import openbell.feedhandler.domain.Listing;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.domain.TradeDays;
import openbell.runtime.InstrumentDirectory;
import openbell.runtime.Leases;
import openbell.wire.reference.Instrument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the feed while this process holds its lease. Market data prefer availability: while Postgres
 * is away nobody can take the lease, and the owner goes on; receivers drop the older epoch should
 * two speak. Runs on one event loop.
 */
final class FeedOwner {
  private static final Logger LOG = LoggerFactory.getLogger(FeedOwner.class);
  private static final long WATCH_MS = 500;
  // The lease is renewed each second: Postgres was back for long enough to say whose it is.
  private static final int WATCHES_TO_RENEW = 4;

  private final FeedContext context;
  private final InstrumentDirectory instruments;
  private final DayStore days;
  private final Function<String, TradeDays> daysOfSymbol;
  private final Function<Normaliser, FeedService> services;
  private Leases.Lease lease;
  private Optional<Running> running = Optional.empty();
  private boolean owning;
  private int unheldWatches;
  private long timer;

  private record Running(Normaliser normaliser, FeedService service) {}

  /**
   * A feed that nobody runs yet.
   *
   * @param services makes the service of one period of ownership
   */
  FeedOwner(
      FeedContext context,
      InstrumentDirectory instruments,
      DayStore days,
      Function<String, TradeDays> daysOfSymbol,
      Function<Normaliser, FeedService> services) {
    this.context = context;
    this.instruments = instruments;
    this.days = days;
    this.daysOfSymbol = daysOfSymbol;
    this.services = services;
  }

  /** Tries for ever to own the feed. */
  void start(Leases leases, String name) {
    context.health().down(FeedService.HEALTH, "awaits the instruments and the lease " + name);
    var owner = context.vertx().getOrCreateContext();
    instruments.listen(changed -> owner.runOnContext(now -> list(changed)));
    instruments
        .loaded()
        .onSuccess(
            loaded ->
                owner.runOnContext(
                    now -> {
                      lease = leases.hold(name, epoch -> takeOver(), this::lost);
                      timer = context.vertx().setPeriodic(WATCH_MS, tick -> watch());
                    }));
  }

  /** Stops the feed and gives the lease up. */
  Future<Void> stop() {
    if (lease == null) {
      return Future.succeededFuture();
    }
    context.vertx().cancelTimer(timer);
    return release().eventually(() -> lease.close());
  }

  private void takeOver() {
    if (owning) {
      return;
    }
    owning = true;
    var listed = instruments.all();
    days.load(listed.stream().map(Instrument::getSymbol).toList())
        .onSuccess(
            before -> {
              if (owning && running.isEmpty()) {
                run(before);
              }
            });
  }

  private void run(Map<String, DaySnapshot> before) {
    var now = context.nowMicros().getAsLong();
    var normaliser = new Normaliser(daysOfSymbol, now);
    // Asked again: what was listed while the snapshots were read is among them.
    for (var instrument : instruments.all()) {
      list(normaliser, instrument, Optional.ofNullable(before.get(instrument.getSymbol())));
    }
    var service = services.apply(normaliser);
    running = Optional.of(new Running(normaliser, service));
    service.start();
  }

  private void list(List<Instrument> changed) {
    running.ifPresent(
        feed -> changed.forEach(instrument -> list(feed.normaliser, instrument, Optional.empty())));
  }

  private void list(Normaliser normaliser, Instrument instrument, Optional<DaySnapshot> before) {
    if (instrument.getTickSize() <= 0) {
      LOG.error("{} has no tick size and is left out", instrument.getSymbol());
      return;
    }
    var listing =
        new Listing(
            instrument.getSymbol(),
            instrument.getTickSize(),
            instrument.getPreviousClosePx(),
            instrument.getVenuePartition());
    normaliser.list(listing, before, context.nowMicros().getAsLong());
  }

  private void lost() {
    if (context.health().isUp("postgres")) {
      release();
    }
  }

  private void watch() {
    if (lease.isHeld() || !context.health().isUp("postgres")) {
      unheldWatches = 0;
      return;
    }
    unheldWatches++;
    if (unheldWatches >= WATCHES_TO_RENEW) {
      release();
      context.health().up(FeedService.HEALTH);
    }
  }

  private Future<Void> release() {
    owning = false;
    var stopping = running.map(feed -> feed.service.stop()).orElseGet(Future::succeededFuture);
    running = Optional.empty();
    return stopping;
  }
}
