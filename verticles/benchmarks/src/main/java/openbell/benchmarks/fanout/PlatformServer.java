package openbell.benchmarks.fanout;

import io.vertx.core.DeploymentOptions;
import java.util.List;
import java.util.Map;
import openbell.benchmarks.ParentLines;
import openbell.quotefanout.QuoteFanout;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.HttpServerVerticle;
import openbell.runtime.Node;
import openbell.wire.reference.Instrument;

/**
 * The platform's fan-out in a process of its own: HTTP server, both doors, one event loop for the
 * sockets. Quotes enter at the node's board, as those of the bus do; no store is there.
 */
public final class PlatformServer {
  private static final Endpoints NOWHERE =
      new Endpoints(
          new Endpoints.Postgres("127.0.0.1", 1, "none", "none", "none"),
          new Endpoints.Redis("127.0.0.1", 1, ""),
          new Endpoints.Kafka("127.0.0.1:1"));

  private PlatformServer() {}

  /**
   * Arguments: quote changes a second, all symbols together; the level of permessage-deflate, or 0.
   */
  public static void main(String[] args) {
    ParentLines.endWithMain();
    var vertx = ServerLoops.vertx();
    var config = Config.load("demo", null, Map.of(), List.of("quotes.anonymous=true"));
    var node = Node.on(vertx, config, NOWHERE);
    node.instruments().put(Universe.all().stream().map(PlatformServer::listing).toList());
    var feed = new QuoteFeed(Integer.parseInt(args[0]));
    node.quotes().accept(feed.all());
    vertx.setPeriodic(QuoteFeed.TICK_MS, tick -> feed.due(node.quotes()::accept));
    var server =
        new HttpServerVerticle(List.of(QuoteFanout.mounts(node)), 0)
            .compressing(Integer.parseInt(args[1]));
    var _ = vertx.deployVerticle(() -> server, new DeploymentOptions()).await();
    ServerLoops.serve(server.actualPort());
  }

  private static Instrument listing(String name) {
    return Instrument.newBuilder().setSymbol("XNSE:" + name).setPrimaryListing(true).build();
  }
}
