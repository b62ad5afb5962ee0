package openbell.exchangesimulator;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import openbell.exchangesimulator.fix.FixDoor;
import openbell.exchangesimulator.fix.FixDoorSettings;
import openbell.exchangesimulator.itch.ItchDoor;
import openbell.exchangesimulator.itch.ItchDoorSettings;
import openbell.exchangesimulator.tape.Door;
import openbell.exchangesimulator.tape.MarketTape;
import openbell.exchangesimulator.vendor.VendorDoor;
import openbell.exchangesimulator.vendor.VendorDoorSettings;
import openbell.runtime.Leases;
import openbell.runtime.Node;
import openbell.wire.reference.Instrument;

/**
 * Wires the simulated participants and the exchange's doors: one crowd, one set of doors for all
 * nodes, decided by a lease.
 */
public final class ExchangeSimulatorVerticle extends VerticleBase {
  private static final String LEASE = "exchange-simulator";

  private final Node node;
  private Leases.Lease lease;

  /** Null while another node's crowd trades. */
  private Crowd crowd;

  /** Null while another node's doors serve. */
  private Doors doors;

  public ExchangeSimulatorVerticle(Node node) {
    this.node = node;
  }

  @Override
  public Future<?> start() {
    var settings = SimulatorSettings.of(node.config());
    if (settings.enabled()) {
      var makers = doorMakers();
      lease = node.leases().hold(LEASE, epoch -> arrive(settings, makers), this::leave);
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

  private void arrive(SimulatorSettings settings, List<Function<MarketTape, Door>> makers) {
    crowd = new Crowd(node, InstantSource.system(), settings);
    crowd.start();
    doors = new Doors(node, settings.partitions(), makers);
    doors.open();
  }

  /** What this node's configuration opens, one maker for each protocol. */
  private List<Function<MarketTape, Door>> doorMakers() {
    var makers = new ArrayList<Function<MarketTape, Door>>();
    if (node.config().flag("simulator.fix.enabled")) {
      var settings = FixDoorSettings.of(node.config());
      makers.add(tape -> new FixDoor(node.vertx(), tape, this::listed, settings));
    }
    if (node.config().flag("simulator.vendor.enabled")) {
      var settings = VendorDoorSettings.of(node.config());
      makers.add(tape -> new VendorDoor(node.vertx(), tape, settings));
    }
    if (node.config().flag("simulator.itch.enabled")) {
      var settings = ItchDoorSettings.of(node.config());
      makers.add(tape -> new ItchDoor(vertx, tape, settings));
    }
    return makers;
  }

  /** The canonical symbols of all that is traded, sorted. */
  private List<String> listed() {
    return node.instruments().all().stream()
        .filter(Instrument::getTradable)
        .map(Instrument::getSymbol)
        .sorted()
        .toList();
  }

  private Future<Void> leave() {
    if (crowd == null) {
      return Future.succeededFuture();
    }
    var leaving = crowd;
    var closing = doors;
    crowd = null;
    doors = null;
    return closing.close().eventually(leaving::stop);
  }
}
