package openbell.order;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import openbell.order.domain.FeeSchedule;
import openbell.runtime.Node;
import openbell.runtime.OutboxRelay;

/**
 * Wires the life of orders: commands and queries from the bus, the outbox to the venue, its reports
 * back. Runs on one event loop; any number of nodes may have it.
 */
public final class OrderVerticle extends VerticleBase {
  /** Lease, health part and local nudge address of the relay to the venue. */
  static final String OUTBOX = "order.outbox";

  private static final String REPORTS = "order.reports";

  private final Node node;
  private final InstantSource clock = InstantSource.system();
  private final List<OutboxRelay> relays = new ArrayList<>();
  private final List<ReportIngress> readers = new ArrayList<>();
  private final List<ReconcileService> reconcilers = new ArrayList<>();

  public OrderVerticle(Node node) {
    this.node = node;
  }

  @Override
  public Future<?> start() {
    var fees = FeeFiles.load(node.config().list("market.mics"));
    var metrics = new OrderMetrics(node.metrics());
    var batchers = new ArrayList<IntakeBatcher>();
    for (var shard = 0; shard < node.shards().all().size(); shard++) {
      batchers.add(batcher(node.shards().all().get(shard), fees));
      startShard(shard, fees, metrics);
    }
    var service =
        new OrderService(
            account -> batchers.get(node.shards().shardOf(account)),
            new PgOrderStore(node.shards()),
            clock,
            node.bus(),
            metrics);
    return new OrderIngress(service)
        .serve(node.bus())
        .onSuccess(serving -> node.health().up("order"));
  }

  @Override
  public Future<?> stop() {
    node.health().remove("order");
    reconcilers.forEach(ReconcileService::close);
    return Future.join(readers.stream().map(ReportIngress::close).toList())
        .eventually(() -> Future.join(relays.stream().map(OutboxRelay::close).toList()));
  }

  private IntakeBatcher batcher(Pool pool, Map<String, FeeSchedule> fees) {
    var config = node.config();
    var intake =
        new IntakeService(
            new BusRiskCheck(node.bus()),
            new PgIntakeStore(node.shards(), pool),
            new OrderIds(),
            clock,
            fees);
    return new IntakeBatcher(
        vertx,
        batch -> intake.place(batch).onSuccess(placed -> nudge()),
        new IntakeBatcher.Limits(
            config.integer("intake.windowMs"),
            config.integer("intake.maxBatch"),
            config.integer("intake.maxQueue")));
  }

  private void nudge() {
    node.bus().nudge(OUTBOX);
    node.bus().nudge("ledger.account-events");
  }

  private void startShard(int shard, Map<String, FeeSchedule> fees, OrderMetrics metrics) {
    var pool = node.shards().all().get(shard);
    var suffix = shard == 0 ? "" : "." + shard;
    relays.add(new OutboxRelay(node, pool, OUTBOX + suffix, new PgOutbox()));
    var reader =
        new ReportIngress(
            node,
            REPORTS + suffix,
            new ReportDecoder(account -> node.shards().shardOf(account) == shard),
            new ReportService(new PgReportStore(node.shards(), pool), clock, fees, metrics));
    readers.add(reader);
    reader.start();
    var reconciler =
        new ReconcileService(
            vertx, node.bus(), new PgReconcileStore(pool), metrics, OUTBOX + suffix);
    reconcilers.add(reconciler);
    reconciler.start();
  }
}
