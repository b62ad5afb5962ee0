package openbell.risk;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import openbell.risk.domain.LimitName;
import openbell.runtime.Config;
import openbell.runtime.MarketFiles;
import openbell.runtime.Node;

/**
 * Wires the pre-trade checks and the limits to the bus. Runs on one event loop; any number of nodes
 * may have it.
 */
public final class RiskVerticle extends VerticleBase {
  private final Node node;
  private LimitFollower limits;

  public RiskVerticle(Node node) {
    this.node = node;
  }

  @Override
  public Future<?> start() {
    var config = node.config();
    var store = new PgLimitStore(node.shards(), defaults(config));
    limits = new LimitFollower(store, node.health());
    var service =
        new RiskService(
            node.instruments(),
            node.quotes(),
            InstantSource.system(),
            MarketFiles.load(config.list("market.mics")),
            new RiskService.Settings(
                config.flag("market.alwaysOpen"), config.number("risk.reference.maxAgeMs")));
    var changes = new LimitChanges(store, limits, node.bus());
    return limits
        .start(vertx, node.bus())
        .compose(
            looked ->
                new RiskIngress(service, limits, changes, store, node.metrics()).serve(node.bus()))
        .onSuccess(serving -> node.health().up("risk"));
  }

  @Override
  public Future<?> stop() {
    limits.close(vertx);
    node.health().remove("risk");
    return Future.succeededFuture();
  }

  /** The configured global limits; one of 0 does not bind. */
  private static Map<LimitName, Long> defaults(Config config) {
    var defaults = new EnumMap<LimitName, Long>(LimitName.class);
    defaults.put(LimitName.MAX_ORDER_VALUE, config.number("risk.maxOrderValue"));
    defaults.put(LimitName.FAT_FINGER_BPS, config.number("risk.fatFingerBps"));
    defaults.put(LimitName.MAX_POSITION, config.number("risk.maxPosition"));
    defaults.put(LimitName.MAX_EXPOSURE, config.number("risk.maxExposure"));
    defaults.put(LimitName.MAX_OPEN_ORDERS, config.number("risk.maxOpenOrders"));
    defaults.put(LimitName.ORDERS_PER_MINUTE, config.number("risk.ordersPerMinute"));
    defaults.put(LimitName.MAX_DAILY_LOSS, config.number("risk.maxDailyLoss"));
    defaults.values().removeIf(value -> value == 0);
    return defaults;
  }
}
