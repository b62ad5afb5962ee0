package openbell.exchangesimulator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import openbell.exchangesimulator.domain.Listing;
import openbell.exchangesimulator.domain.SimulatedMarket;
import openbell.model.Symbol;
import openbell.wire.marketdata.Depth;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the participants of every listed instrument take their turns, at the configured rate: those
 * whose book runs out first, then one after the other. A thread of its own, for its producer
 * blocks.
 */
final class SimulatorThread {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorThread.class);
  private static final long TICK_MS = 10;
  private static final long RETRY_MS = 1_000;

  private final Supplier<KafkaStreetOrders> connection;
  private final TradingHours hours;
  private final Observations observations;
  private final Function<String, Optional<Listing>> listings;
  private final InstantSource clock;
  private final SimulatorSettings settings;
  private final Map<String, SimulatedMarket> markets = new HashMap<>();
  private final Queue<SimulatedMarket> unopened = new ArrayDeque<>();
  private final Queue<SimulatedMarket> round = new ArrayDeque<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Promise<Void> ended = Promise.promise();

  /** The markets that take no orders, as of this tick. */
  private Set<String> closedMics = Set.of();

  SimulatorThread(
      Supplier<KafkaStreetOrders> connection,
      TradingHours hours,
      Observations observations,
      Function<String, Optional<Listing>> listings,
      InstantSource clock,
      SimulatorSettings settings) {
    this.connection = connection;
    this.hours = hours;
    this.observations = observations;
    this.listings = listings;
    this.clock = clock;
    this.settings = settings;
  }

  void start() {
    Thread.ofPlatform().name("exchange-simulator").start(this::run);
  }

  Future<Void> stop() {
    stop.countDown();
    return ended.future();
  }

  private void run() {
    try {
      while (stop.getCount() > 0) {
        try (var orders = connection.get()) {
          trade(orders);
        } catch (KafkaException away) {
          LOG.warn("the simulated participants wait for Kafka: {}", away.toString());
          stop.await(RETRY_MS, TimeUnit.MILLISECONDS);
        }
      }
      ended.complete();
    } catch (InterruptedException | RuntimeException failure) {
      LOG.error("the simulated participants have left", failure);
      ended.complete();
    }
  }

  private void trade(KafkaStreetOrders orders) throws InterruptedException {
    long budgetMicros = 0;
    long paidAtNanos = System.nanoTime();
    long costMicros = TimeUnit.SECONDS.toMicros(1) / settings.ordersPerSecond();
    while (!stop.await(TICK_MS, TimeUnit.MILLISECONDS)) {
      closedMics = hours.closed(clock.instant());
      observations.take().forEach(this::observe);
      // By the clock: a tick that comes late is paid for the time it took.
      long nowNanos = System.nanoTime();
      budgetMicros += TimeUnit.NANOSECONDS.toMicros(nowNanos - paidAtNanos);
      budgetMicros = Math.min(budgetMicros, TimeUnit.SECONDS.toMicros(1));
      paidAtNanos = nowNanos;
      openOne(orders);
      for (int left = round.size(); left > 0 && budgetMicros > 0; left--) {
        var market = round.poll();
        round.add(market);
        if (isReachable(market)) {
          budgetMicros -= costMicros * takeTurn(market, orders);
        }
      }
    }
  }

  /** One market a tick opens, beyond the rate: all have quotes within seconds. */
  private void openOne(KafkaStreetOrders orders) {
    for (int left = unopened.size(); left > 0; left--) {
      var market = unopened.poll();
      if (isReachable(market)) {
        takeTurn(market, orders);
        round.add(market);
        return;
      }
      unopened.add(market);
    }
  }

  private boolean isReachable(SimulatedMarket market) {
    var listing = market.listing();
    return observations.isAlive(listing.partition())
        && !closedMics.contains(Symbol.of(listing.symbol()).mic());
  }

  /** Answers how many commands it sent. */
  private int takeTurn(SimulatedMarket market, KafkaStreetOrders orders) {
    var commands = market.turn(clock.millis());
    commands.forEach(orders::send);
    return commands.size();
  }

  private void observe(Depth depth) {
    var market = markets.get(depth.getSymbol());
    if (market == null) {
      var listed = listings.apply(depth.getSymbol()).flatMap(this::market);
      if (listed.isEmpty()) {
        observations.putBack(depth);
        return;
      }
      market = listed.get();
      markets.put(depth.getSymbol(), market);
      unopened.add(market);
    }
    market.observe(
        depth.getBidsCount() == 0 ? 0 : depth.getBids(0).getPx(),
        depth.getAsksCount() == 0 ? 0 : depth.getAsks(0).getPx(),
        depth.getBidsCount(),
        depth.getAsksCount());
  }

  /** Empty while the market that it follows is not there yet. */
  private Optional<SimulatedMarket> market(Listing listing) {
    if (listing.primary().isEmpty()) {
      return Optional.of(new SimulatedMarket(listing, settings.seed()));
    }
    return Optional.ofNullable(markets.get(listing.primary().get()))
        .map(primary -> new SimulatedMarket(listing, primary, settings.seed()));
  }
}
