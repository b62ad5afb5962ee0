package openbell.order.trigger;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import openbell.runtime.MarketFiles;
import openbell.runtime.Node;
import openbell.wire.marketdata.Quote;
import openbell.wire.reference.Instrument;

/**
 * Wires what keeps and fires triggers: one reader of trades per shard, commands and queries on the
 * bus. Belongs to the order verticle, on its event loop.
 */
public final class Triggers {
  private static final String READER = "order.triggers";

  private final Node node;
  private final List<KafkaTrades> readers = new ArrayList<>();
  private final TriggerIngress ingress;

  public Triggers(Node node) {
    this.node = node;
    var clock = InstantSource.system();
    var metrics = new TriggerMetrics(node.metrics());
    var pools = node.shards().all();
    for (var shard = 0; shard < pools.size(); shard++) {
      var store = new PgFiringStore(node.shards(), pools.get(shard));
      var engine = new TriggerEngine(store, new BusOrderPlacement(node.bus()), metrics, clock);
      readers.add(new KafkaTrades(node, shard == 0 ? READER : READER + "." + shard, engine));
    }
    this.ingress =
        new TriggerIngress(
            new TriggerService(
                new PgTriggerStore(node.shards()),
                new TriggerChecks(node.bus()),
                new TriggerDrafts(
                    symbol -> lastPx(node, symbol),
                    MarketFiles.load(node.config().list("market.mics"))),
                clock));
  }

  /** Serves, and reads as soon as the lease is held. */
  public Future<Void> start() {
    readers.forEach(KafkaTrades::start);
    return ingress.serve(node.bus());
  }

  /** Ends after what is in hand. */
  public Future<Void> close() {
    return Future.join(readers.stream().map(KafkaTrades::close).toList()).mapEmpty();
  }

  /** The last trade's price that this node knows, else the last close. */
  private static OptionalLong lastPx(Node node, String symbol) {
    var lastPx = node.quotes().find(symbol).map(Quote::getLastPx).orElse(0L);
    var px =
        lastPx > 0
            ? lastPx
            : node.instruments().find(symbol).map(Instrument::getPreviousClosePx).orElse(0L);
    return px > 0 ? OptionalLong.of(px) : OptionalLong.empty();
  }
}
