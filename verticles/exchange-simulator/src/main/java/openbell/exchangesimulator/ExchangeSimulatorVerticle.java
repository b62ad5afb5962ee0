package openbell.exchangesimulator;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import openbell.runtime.Leases;
import openbell.runtime.Node;

/** Wires the simulated participants: one crowd for all nodes, decided by a lease. */
public final class ExchangeSimulatorVerticle extends VerticleBase {
  private static final String LEASE = "exchange-simulator";

  private final Node node;
  private Leases.Lease lease;

  /** Null while another node's crowd trades. */
  private Crowd crowd;

  public ExchangeSimulatorVerticle(Node node) {
    this.node = node;
  }

  @Override
  public Future<?> start() {
    var settings = SimulatorSettings.of(node.config());
    if (settings.enabled()) {
      lease = node.leases().hold(LEASE, epoch -> arrive(settings), this::leave);
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    if (lease == null) {
      return Future.succeededFuture();
    }
    return leave().eventually(() -> lease.close());
  }

  private void arrive(SimulatorSettings settings) {
    crowd = new Crowd(node, InstantSource.system(), settings);
    crowd.start();
  }

  private Future<Void> leave() {
    var leaving = crowd;
    crowd = null;
    return leaving == null ? Future.succeededFuture() : leaving.stop();
  }
}
