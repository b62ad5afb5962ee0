package openbell.feedhandler;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import openbell.feedhandler.domain.DaySnapshot;
import openbell.feedhandler.publish.DayStore;
import openbell.feedhandler.publish.FeedContext;
import openbell.runtime.InstrumentDirectory;
import openbell.runtime.Leases;
import openbell.wire.reference.Instrument;

/**
 * Runs the feed while this process holds its lease. Market data prefer availability: while Postgres
 * is away nobody can take the lease, and the owner goes on; should two speak, receivers drop the
 * older epoch. Runs on one event loop.
 */
final class FeedOwner {
  private static final String POSTGRES = "postgres";
  private static final long WATCH_MS = 500;
  private static final long MODESTY_MS = 300;
  // Longer than another node needs to see that the lease is free.
  private static final long GIVEN_MS = 4_000;
  // The lease is renewed each second: Postgres was back for long enough to say whose it is.
  private static final int WATCHES_TO_RENEW = 4;

  private final FeedContext context;
  private final InstrumentDirectory instruments;
  private final DayStore days;
  private final FeedDesk desk;
  private final Supplier<FeedService> services;
  private Optional<Leases.Lease> lease = Optional.empty();
  private Optional<FeedService> running = Optional.empty();
  private boolean isOwner;
  private int watchesWithoutLease;
  private AtomicInteger ownedHere = new AtomicInteger();
  private boolean stopped;
  private long timer;

  /**
   * A feed that this process does not run yet.
   *
   * @param services makes the service of one period of ownership
   */
  FeedOwner(
      FeedContext context,
      InstrumentDirectory instruments,
      DayStore days,
      FeedDesk desk,
      Supplier<FeedService> services) {
    this.context = context;
    this.instruments = instruments;
    this.days = days;
    this.desk = desk;
    this.services = services;
  }

  /**
   * Tries for ever to own the feed, once the instruments are known; the later, the more feeds this
   * node owns already, so that nodes that start together share them.
   */
  void start(Leases leases, AtomicInteger feedsOwnedHere) {
    ownedHere = feedsOwnedHere;
    context.health().down(context.name(), "awaits the instruments and its lease");
    var loop = context.vertx().getOrCreateContext();
    instruments.listen(changed -> loop.runOnContext(now -> list(changed)));
    instruments.loaded().onSuccess(loaded -> loop.runOnContext(now -> compete(leases)));
    timer = context.vertx().setPeriodic(WATCH_MS, tick -> lease.ifPresent(this::watch));
  }

  /** Gives the feed to a node that runs fewer; comes back to it if none takes it. */
  void give(Leases leases) {
    if (!isOwner || lease.isEmpty()) {
      return;
    }
    context.health().up(context.name());
    release();
    lease.get().close();
    lease = Optional.empty();
    competeAfter(leases, GIVEN_MS);
  }

  /** Stops the feed and gives the lease up. */
  Future<Void> stop() {
    stopped = true;
    context.vertx().cancelTimer(timer);
    return release()
        .eventually(() -> lease.map(Leases.Lease::close).orElseGet(Future::succeededFuture));
  }

  private void compete(Leases leases) {
    competeAfter(leases, Math.max(1, ownedHere.get() * MODESTY_MS));
  }

  private void competeAfter(Leases leases, long waitMs) {
    context
        .vertx()
        .timer(waitMs, TimeUnit.MILLISECONDS)
        .onSuccess(
            waited -> {
              if (!stopped) {
                lease = Optional.of(leases.hold(context.name(), epoch -> takeOver(), this::lost));
              }
            });
  }

  private void takeOver() {
    if (isOwner) {
      return;
    }
    isOwner = true;
    ownedHere.incrementAndGet();
    var symbols = instruments.all().stream().map(Instrument::getSymbol).toList();
    days.load(symbols)
        .onSuccess(
            before -> {
              // The lease may have been lost, and won again, while the snapshots were read.
              if (isOwner && running.isEmpty()) {
                run(before);
              }
            });
  }

  private void run(Map<String, DaySnapshot> before) {
    var service = services.get();
    // Asked again: what was listed while the snapshots were read is among them.
    for (var instrument : instruments.all()) {
      service.list(instrument, Optional.ofNullable(before.get(instrument.getSymbol())));
    }
    running = Optional.of(service);
    service.start();
    desk.open(service);
  }

  private void list(List<Instrument> changed) {
    running.ifPresent(
        service -> changed.forEach(instrument -> service.list(instrument, Optional.empty())));
  }

  private void lost() {
    if (context.health().isUp(POSTGRES)) {
      release();
    }
  }

  private void watch(Leases.Lease watched) {
    if (watched.isHeld() || !context.health().isUp(POSTGRES)) {
      watchesWithoutLease = 0;
      return;
    }
    watchesWithoutLease++;
    if (watchesWithoutLease == WATCHES_TO_RENEW) {
      release();
      context.health().up(context.name());
    }
  }

  private Future<Void> release() {
    if (isOwner) {
      isOwner = false;
      ownedHere.decrementAndGet();
      desk.close();
    }
    var stopping = running.map(FeedService::stop).orElseGet(Future::succeededFuture);
    running = Optional.empty();
    return stopping;
  }
}
