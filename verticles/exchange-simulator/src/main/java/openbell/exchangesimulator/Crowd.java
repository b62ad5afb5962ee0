package openbell.exchangesimulator;

import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import openbell.exchangesimulator.domain.Listing;
import openbell.model.Addresses;
import openbell.model.Symbol;
import openbell.runtime.MarketFiles;
import openbell.runtime.Node;
import openbell.wire.reference.Instrument;
import openbell.wire.venue.VenueMarketData;
import openbell.wire.venue.VenueSnapshotRequest;

/**
 * The participants while they trade: their eyes on the bus, their thread. An instrument is traded
 * from the moment that the venue shows its book. Started and stopped on the verticle's context.
 */
final class Crowd {
  private static final long RETRY_MS = 500;

  private final Node node;
  private final SimulatorSettings settings;
  private final Observations observations = new Observations();
  private final SimulatorThread thread;
  private List<MessageConsumer<VenueMarketData>> subscriptions = List.of();
  private boolean stopped;

  Crowd(Node node, InstantSource clock, SimulatorSettings settings) {
    this.node = node;
    this.settings = settings;
    var hours =
        new TradingHours(
            MarketFiles.load(node.config().list("market.mics")),
            node.config().flag("market.alwaysOpen"));
    this.thread =
        new SimulatorThread(
            () -> new KafkaStreetOrders(node.endpoints().kafka(), hours, clock, node.health()),
            hours,
            observations,
            symbol -> node.instruments().find(symbol).flatMap(this::listing),
            clock,
            settings);
  }

  void start() {
    subscriptions =
        IntStream.range(0, settings.partitions())
            .mapToObj(
                partition ->
                    node.bus()
                        .<VenueMarketData>subscribe(
                            Addresses.venueMarketData(partition), observations::accept))
            .toList();
    IntStream.range(0, settings.partitions()).forEach(this::look);
    thread.start();
  }

  Future<Void> stop() {
    stopped = true;
    return Future.join(subscriptions.stream().map(MessageConsumer::unregister).toList())
        .eventually(thread::stop)
        .mapEmpty();
  }

  /** Asks for the whole state until the venue answers: its books may be older than this crowd. */
  private void look(int partition) {
    var request = VenueSnapshotRequest.newBuilder().setPartition(partition).build();
    node.bus()
        .<VenueMarketData>request(Addresses.venueSnapshot(partition), request)
        .onSuccess(observations::accept)
        .onFailure(
            notYet -> {
              if (!stopped) {
                node.vertx()
                    .timer(RETRY_MS, TimeUnit.MILLISECONDS)
                    .onSuccess(waited -> look(partition));
              }
            });
  }

  private Optional<Listing> listing(Instrument instrument) {
    return canTrade(instrument)
        ? Optional.of(
            new Listing(
                instrument.getSymbol(),
                instrument.getVenuePartition(),
                instrument.getTickSize(),
                instrument.getRoundLot(),
                instrument.getPreviousClosePx(),
                instrument.getMaxOrderQty(),
                primary(instrument)))
        : Optional.empty();
  }

  private static boolean canTrade(Instrument instrument) {
    return instrument.getTradable()
        && instrument.getTickSize() > 0
        && instrument.getRoundLot() > 0
        && instrument.getPreviousClosePx() >= instrument.getTickSize()
        && instrument.getMaxOrderQty() >= instrument.getRoundLot();
  }

  /** The same share's listing that leads the price, unless it is this one or does not trade. */
  private Optional<String> primary(Instrument instrument) {
    return node.instruments()
        .resolve(Symbol.of(instrument.getSymbol()).code())
        .filter(primary -> canTrade(primary) && isSameShare(primary, instrument))
        .map(Instrument::getSymbol);
  }

  private static boolean isSameShare(Instrument primary, Instrument other) {
    return !primary.getSymbol().equals(other.getSymbol())
        && !primary.getIsin().isEmpty()
        && primary.getIsin().equals(other.getIsin())
        && primary.getCurrency().equals(other.getCurrency());
  }
}
