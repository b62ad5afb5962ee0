package openbell.order;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import openbell.order.domain.FeeSchedule;
import openbell.runtime.MarketFiles;
import openbell.runtime.Node;
import openbell.runtime.OutboxRelay;

/**
 * What works on the accounts of one shard's database: intake, the queue of a closed market, the
 * outbox to the venue, its reports back, the reconciler. Wires them and nothing else. Used from one
 * event loop.
 */
final class OrderShard {
  private static final String REPORTS = "order.reports";
  private static final String QUEUE = "order.queue";

  /** Queued orders that share a transaction. */
  private static final int RELEASE_BATCH = 200;

  private final Node node;
  private final IntakeBatcher batcher;
  private final OutboxRelay relay;
  private final KafkaReports reports;
  private final ReconcileService reconciler;
  private final QueueReleaser releaser;

  OrderShard(Node node, int shard, Map<String, FeeSchedule> fees, OrderMetrics metrics) {
    this.node = node;
    var clock = InstantSource.system();
    var pool = node.shards().all().get(shard);
    var suffix = shard == 0 ? "" : "." + shard;
    var outbox = OrderVerticle.OUTBOX + suffix;
    var risk = new MeasuredRiskCheck(new BusRiskCheck(node.bus()), metrics);
    var intake =
        new IntakeService(
            risk, new PgIntakeStore(node.shards(), pool), new OrderIds(), clock, fees);
    this.batcher =
        new IntakeBatcher(
            node.vertx(),
            batch -> intake.place(batch).onSuccess(placed -> nudge(outbox)),
            new IntakeBatcher.Limits(
                node.config().integer("intake.windowMs"),
                node.config().integer("intake.maxBatch"),
                node.config().integer("intake.maxQueue"),
                node.config().integer("intake.maxWaitMs")));
    this.relay = new OutboxRelay(node, pool, outbox, new PgOutbox());
    this.reports =
        new KafkaReports(
            node,
            REPORTS + suffix,
            new ReportDecoder(account -> node.shards().shardOf(account) == shard),
            new ReportService(new PgReportStore(node.shards(), pool), clock, fees, metrics));
    this.reconciler =
        new ReconcileService(node.vertx(), node.bus(), new PgReconcileStore(pool), metrics, outbox);
    this.releaser =
        new QueueReleaser(
            node,
            QUEUE + suffix,
            new PgQueueStore(node.shards(), pool, RELEASE_BATCH),
            risk,
            calendar(node, clock),
            metrics,
            () -> nudge(outbox));
  }

  private static QueueReleaser.Calendar calendar(Node node, InstantSource clock) {
    var markets = MarketFiles.load(node.config().list("market.mics"));
    return new QueueReleaser.Calendar(
        List.copyOf(markets.values()), node.config().flag("market.alwaysOpen"), clock);
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
    return Future.join(releaser.close(), reports.close()).eventually(relay::close).mapEmpty();
  }

  private void nudge(String outbox) {
    node.bus().nudge(outbox);
    node.bus().nudge("ledger.account-events");
  }
}
