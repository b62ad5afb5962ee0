package openbell.venue;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import openbell.runtime.MarketFiles;
import openbell.runtime.Node;

/** Wires the venue of one node: for each partition an owner that waits for its lease. */
public final class VenueVerticle extends VerticleBase {
  private final Node node;
  private final InstantSource clock;
  private final BusHaltSource halts;
  private List<PartitionOwner> owners = List.of();

  public VenueVerticle(Node node) {
    this(node, Clock.systemUTC());
  }

  /**
   * @param clock what the markets' calendars are held against
   */
  public VenueVerticle(Node node, InstantSource clock) {
    this.node = node;
    this.clock = clock;
    this.halts = new BusHaltSource(node.vertx(), node.bus());
  }

  @Override
  public Future<?> start() {
    var settings = VenueSettings.of(node.config());
    var world =
        new VenuePartition.World(
            MarketFiles.load(node.config().list("market.mics")),
            node.config().flag("market.alwaysOpen"),
            clock,
            halts);
    var snapshots = new FileSnapshotStore(node.config().dataDir().resolve("venue"));
    owners =
        IntStream.range(0, settings.partitions())
            .mapToObj(
                partition -> new PartitionOwner(node, ports(partition, snapshots, world), settings))
            .toList();
    return vertx
        .executeBlocking(WarmUp::run)
        .onSuccess(
            warm -> {
              halts.start();
              owners.forEach(PartitionOwner::start);
            });
  }

  @Override
  public Future<?> stop() {
    halts.stop();
    return Future.join(owners.stream().map(PartitionOwner::stop).toList());
  }

  private VenuePartition.Ports ports(
      int partition, SnapshotStore snapshots, VenuePartition.World world) {
    var kafka = node.endpoints().kafka();
    return new VenuePartition.Ports(
        partition,
        () -> KafkaPartitionLog.open(kafka, partition),
        snapshots,
        new MarketDataPublisher(node.bus(), Clock.systemUTC(), partition),
        new VenueMetrics(node.metrics(), partition),
        node.health(),
        world);
  }
}
