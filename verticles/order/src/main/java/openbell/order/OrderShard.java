package openbell.order;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Map;
import openbell.order.domain.FeeSchedule;
import openbell.runtime.Node;
import openbell.runtime.OutboxRelay;

/**
 * What works on the accounts of one shard's database: intake, the outbox to the venue, its reports
 * back, the reconciler. Wires them and nothing else. Used from one event loop.
 */
final class OrderShard {
  private static final String REPORTS = "order.reports";

  private final Node node;
  private final IntakeBatcher batcher;
  private final OutboxRelay relay;
  private final KafkaReports reports;
  private final ReconcileService reconciler;

  OrderShard(Node node, int shard, Map<String, FeeSchedule> fees, OrderMetrics metrics) {
    this.node = node;
    var clock = InstantSource.system();
    var pool = node.shards().all().get(shard);
    var suffix = shard == 0 ? "" : "." + shard;
    var outbox = OrderVerticle.OUTBOX + suffix;
    var intake =
        new IntakeService(
            new BusRiskCheck(node.bus()),
            new PgIntakeStore(node.shards(), pool),
            new OrderIds(),
            clock,
            fees);
    this.batcher =
        new IntakeBatcher(
            node.vertx(),
            batch -> intake.place(batch).onSuccess(placed -> nudge(outbox)),
            new IntakeBatcher.Limits(
                node.config().integer("intake.windowMs"),
                node.config().integer("intake.maxBatch"),
                node.config().integer("intake.maxQueue")));
    this.relay = new OutboxRelay(node, pool, outbox, new PgOutbox());
    this.reports =
        new KafkaReports(
            node,
            REPORTS + suffix,
            new ReportDecoder(account -> node.shards().shardOf(account) == shard),
            new ReportService(new PgReportStore(node.shards(), pool), clock, fees, metrics));
    this.reconciler =
        new ReconcileService(node.vertx(), node.bus(), new PgReconcileStore(pool), metrics, outbox);
  }

  void start() {
    reports.start();
    reconciler.start();
  }

  IntakeBatcher batcher() {
    return batcher;
  }

  /** Ends after what is in hand. */
  Future<Void> close() {
    reconciler.close();
    return reports.close().eventually(relay::close);
  }

  private void nudge(String outbox) {
    node.bus().nudge(outbox);
    node.bus().nudge("ledger.account-events");
  }
}
