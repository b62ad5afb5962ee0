package openbell.venue;

import io.vertx.core.Future;
import openbell.model.Addresses;
import openbell.runtime.Fault;
import openbell.runtime.Leases;
import openbell.runtime.Node;
import openbell.wire.reference.Instrument;
import openbell.wire.venue.VenueMarketData;
import openbell.wire.venue.VenueSnapshotRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a partition while this node holds its lease. The lease decides who should run it; what makes
 * a second owner harmless is the fencing of the partition's log. Used on the verticle's context.
 */
final class PartitionOwner {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionOwner.class);

  private final Node node;
  private final VenuePartition.Ports ports;
  private final VenueSettings settings;
  private Leases.Lease lease;

  /** Null while another node has the partition; read by the directory's context too. */
  private volatile VenuePartition running;

  /** The end of the partition that ran before: two threads never write one snapshot. */
  private Future<Void> previousEnded = Future.succeededFuture();

  PartitionOwner(Node node, VenuePartition.Ports ports, VenueSettings settings) {
    this.node = node;
    this.ports = ports;
    this.settings = settings;
  }

  void start() {
    node.instruments().listen(changed -> changed.forEach(this::list));
    lease = node.leases().hold("venue." + ports.partition(), epoch -> acquired(), this::lost);
  }

  Future<Void> stop() {
    lost();
    return previousEnded.eventually(() -> lease.close());
  }

  private void acquired() {
    previousEnded.onComplete(
        ended -> {
          if (!lease.isHeld() || running != null) {
            return;
          }
          running = new VenuePartition(ports, settings);
          node.instruments().all().forEach(this::list);
          running.start();
          node.bus()
              .serve(Addresses.venueSnapshot(ports.partition()), this::snapshot)
              .onFailure(failure -> LOG.error("venue snapshots are not served", failure));
        });
  }

  private void lost() {
    var partition = running;
    running = null;
    if (partition != null) {
      previousEnded =
          node.bus()
              .stopServing(Addresses.venueSnapshot(ports.partition()))
              .eventually(partition::stop);
    }
  }

  private Future<VenueMarketData> snapshot(VenueSnapshotRequest request) {
    var partition = running;
    return partition == null
        ? Future.failedFuture(
            Fault.unavailable("venue.unavailable", "The partition is another node's.", null))
        : partition.snapshot();
  }

  private void list(Instrument instrument) {
    var partition = running;
    if (partition != null && instrument.getVenuePartition() == ports.partition()) {
      partition.list(instrument.getSymbol(), instrument.getPreviousClosePx());
    }
  }
}
