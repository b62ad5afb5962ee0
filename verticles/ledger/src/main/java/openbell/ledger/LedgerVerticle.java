package openbell.ledger;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import openbell.runtime.Node;
import openbell.runtime.OutboxRelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the ledger on the bus and publishes account events, one relay per shard; which node's
 * relay works is decided by its lease. Any number of nodes may run it, one instance each.
 */
public final class LedgerVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerVerticle.class);
  private static final long VITALS_PERIOD_SECONDS = 5;
  private static final long PARTITIONS_PERIOD_HOURS = 12;

  private final Node node;
  private final List<OutboxRelay> relays = new ArrayList<>();

  public LedgerVerticle(Node node) {
    this.node = node;
  }

  /** Succeeds when the addresses are served; the schema {@code ledger} must be migrated. */
  @Override
  public Future<?> start() {
    var store = new PgLedgerStore(node.shards());
    keepPartitionsAhead(store);
    var metrics = new LedgerMetrics(node.metrics());
    watch(store, metrics);
    var shards = node.shards().all();
    for (var shard = 0; shard < shards.size(); shard++) {
      relays.add(
          new OutboxRelay(node, shards.get(shard), relayName(shard), new AccountEventsRelay()));
    }
    return new LedgerIngress(new LedgerService(store, node.bus(), metrics)).serve(node.bus());
  }

  @Override
  public Future<?> stop() {
    return Future.join(relays.stream().map(OutboxRelay::close).toList());
  }

  private static String relayName(int shard) {
    return shard == 0 ? AccountEventsRelay.NAME : AccountEventsRelay.NAME + "." + shard;
  }

  /** A database that is away shows in the node's health; the gauges keep their last values. */
  private void watch(LedgerStore store, LedgerMetrics metrics) {
    store
        .vitals()
        .onSuccess(metrics::show)
        .onComplete(
            asked ->
                vertx
                    .timer(VITALS_PERIOD_SECONDS, TimeUnit.SECONDS)
                    .onSuccess(passed -> watch(store, metrics)));
  }

  /** Months ahead: that it fails now and then, while the database is away, does not matter. */
  private void keepPartitionsAhead(LedgerStore store) {
    store
        .makePartitions()
        .onFailure(failure -> LOG.warn("no partitions made: {}", failure.toString()));
    vertx
        .timer(PARTITIONS_PERIOD_HOURS, TimeUnit.HOURS)
        .onSuccess(passed -> keepPartitionsAhead(store));
  }
}
