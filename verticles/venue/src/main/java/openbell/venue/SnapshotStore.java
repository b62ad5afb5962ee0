package openbell.venue;

import java.util.Optional;
import openbell.venue.domain.MatchingEngine;

/** Where the books of a partition survive a restart, so that the log need not be replayed whole. */
interface SnapshotStore {

  /**
   * The engine of the latest snapshot of this log, empty where there is none that can be used: then
   * the log is replayed.
   */
  Optional<MatchingEngine> load(int partition, String topicId);

  /** Keeps the engine's state; a failure is logged and costs only a longer replay. */
  void save(int partition, String topicId, MatchingEngine engine);
}
