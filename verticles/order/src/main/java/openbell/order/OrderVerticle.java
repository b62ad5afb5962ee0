package openbell.order;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import openbell.order.controls.AccountControlsService;
import openbell.order.domain.FeeSchedule;
import openbell.order.trigger.Triggers;
import openbell.runtime.Node;

/**
 * Wires the life of orders: commands and queries from the bus, and what works on each shard. Runs
 * on one event loop; any number of nodes may have it.
 */
public final class OrderVerticle extends VerticleBase {
  /** Lease, health part and local nudge address of the relay to the venue (of the first shard). */
  static final String OUTBOX = "order.outbox";

  private final Node node;
  private final List<OrderShard> shards = new ArrayList<>();
  private Triggers triggers;
  private AccountControlsService controls;

  public OrderVerticle(Node node) {
    this.node = node;
  }

  @Override
  public Future<?> start() {
    var fees = FeeFiles.load(node.config().list("market.mics"));
    var metrics = new OrderMetrics(node.metrics());
    for (var shard = 0; shard < node.shards().all().size(); shard++) {
      shards.add(new OrderShard(node, shard, fees, metrics));
    }
    shards.forEach(OrderShard::start);
    triggers = new Triggers(node);
    controls = new AccountControlsService(node);
    var orders = new PgOrderStore(node.shards());
    var service =
        new OrderService(
            account -> shards.get(node.shards().shardOf(account)).batcher(), orders, metrics);
    var commands =
        new CommandService(
            new BusRiskCheck(node.bus()),
            orders,
            new PgCommandStore(node.shards()),
            fees,
            InstantSource.system(),
            node.bus(),
            metrics);
    return new OrderIngress(service)
        .serve(node.bus())
        .compose(serving -> preview(fees).serve(node.bus()))
        .compose(serving -> controls.start())
        .compose(serving -> new CommandIngress(commands).serve(node.bus()))
        .compose(serving -> triggers.start())
        .onSuccess(serving -> node.health().up("order"));
  }

  @Override
  public Future<?> stop() {
    node.health().remove("order");
    return Future.join(triggers.close(), controls.close())
        .eventually(() -> Future.join(shards.stream().map(OrderShard::close).toList()));
  }

  private PreviewIngress preview(Map<String, FeeSchedule> fees) {
    return new PreviewIngress(
        new PreviewService(
            new BusRiskCheck(node.bus()),
            new PgPreviewStore(node.shards()),
            new OrderIds(),
            InstantSource.system(),
            fees,
            node.depths()));
  }
}
