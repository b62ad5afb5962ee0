package openbell.venue;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import openbell.runtime.Node;

/** Wires the venue of one node: for each partition an owner that waits for its lease. */
public final class VenueVerticle extends VerticleBase {
  private final Node node;
  private List<PartitionOwner> owners = List.of();

  public VenueVerticle(Node node) {
    this.node = node;
  }

  @Override
  public Future<?> start() {
    var settings = VenueSettings.of(node.config());
    var snapshots = new FileSnapshotStore(node.config().dataDir().resolve("venue"));
    owners =
        IntStream.range(0, settings.partitions())
            .mapToObj(partition -> new PartitionOwner(node, ports(partition, snapshots), settings))
            .toList();
    return vertx
        .executeBlocking(WarmUp::run)
        .onSuccess(warm -> owners.forEach(PartitionOwner::start));
  }

  @Override
  public Future<?> stop() {
    return Future.join(owners.stream().map(PartitionOwner::stop).toList());
  }

  private VenuePartition.Ports ports(int partition, SnapshotStore snapshots) {
    var kafka = node.endpoints().kafka();
    return new VenuePartition.Ports(
        partition,
        () -> KafkaPartitionLog.open(kafka, partition),
        snapshots,
        new MarketDataPublisher(node.bus(), Clock.systemUTC(), partition),
        new VenueMetrics(node.metrics(), partition),
        node.health());
  }
}
