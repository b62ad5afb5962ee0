package openbell.search;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import openbell.runtime.Node;

/**
 * Serves instrument search: an index of its own in every process that has the role, filled from the
 * node's instrument directory. Any number of nodes may serve at once; each holds all instruments.
 */
public final class SearchVerticle extends VerticleBase {
  private final Node node;
  private InstrumentIndex index;
  private IndexFeed feed;
  private WorkerExecutor workers;

  public SearchVerticle(Node node) {
    this.node = node;
  }

  /** Succeeds when the address is served; until the first instruments came it finds nothing. */
  @Override
  public Future<?> start() {
    var config = node.config();
    index = new LuceneInstrumentIndex();
    workers =
        vertx.createSharedWorkerExecutor(
            "search-" + deploymentID(), config.integer("search.workerThreads"));
    feed = new IndexFeed(vertx, workers, index, node.health());
    node.instruments().listen(feed::changed);
    var service = new SearchService(workers, index, config.integer("search.maxInFlight"));
    return new SearchIngress(service, node.metrics()).serve(node.bus());
  }

  @Override
  public Future<?> stop() {
    feed.stop();
    return workers.close().onComplete(closed -> index.close());
  }
}
