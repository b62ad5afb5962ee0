package openbell.search;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import openbell.runtime.Fault;
import openbell.search.domain.SearchQuery;
import openbell.wire.reference.Instrument;

/**
 * Runs searches on the workers, so that a slow one delays no quote on the event loop. What waits or
 * runs is bounded: above it a search fails at once with a retryable {@link Fault}. Called on one
 * event loop, which owns the count.
 */
final class SearchService {
  private final WorkerExecutor workers;
  private final InstrumentIndex index;
  private final int maxInFlight;
  private int inFlight;

  SearchService(WorkerExecutor workers, InstrumentIndex index, int maxInFlight) {
    this.workers = workers;
    this.index = index;
    this.maxInFlight = maxInFlight;
  }

  /** The best matches, best first. */
  Future<List<Instrument>> search(SearchQuery query) {
    if (inFlight >= maxInFlight) {
      return Future.failedFuture(
          Fault.unavailable(
              "system.overloaded", inFlight + " searches are waiting already.", null));
    }
    inFlight++;
    return workers.executeBlocking(() -> index.search(query), false).onComplete(done -> inFlight--);
  }
}
