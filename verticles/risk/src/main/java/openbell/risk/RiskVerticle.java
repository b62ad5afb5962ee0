package openbell.risk;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import openbell.risk.domain.RiskLimits;
import openbell.runtime.MarketFiles;
import openbell.runtime.Node;

/**
 * Wires the pre-trade checks to the bus. Runs on one event loop; any number of nodes may have it.
 */
public final class RiskVerticle extends VerticleBase {
  private final Node node;

  public RiskVerticle(Node node) {
    this.node = node;
  }

  @Override
  public Future<?> start() {
    var config = node.config();
    var limits =
        new RiskLimits(
            config.flag("market.alwaysOpen"),
            config.number("risk.reference.maxAgeMs"),
            config.number("risk.maxOrderValue"));
    var service =
        new RiskService(
            node.instruments(),
            node.quotes(),
            InstantSource.system(),
            MarketFiles.load(config.list("market.mics")),
            limits);
    return new RiskIngress(service, node.metrics())
        .serve(node.bus())
        .onSuccess(serving -> node.health().up("risk"));
  }
}
