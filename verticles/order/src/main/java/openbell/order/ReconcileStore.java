package openbell.order;

import io.vertx.core.Future;

/** Finds what hangs between the outbox and the venue. */
interface ReconcileStore {
  /**
   * Marks the commands that the venue has not answered in time to be published again, with the same
   * cmdNo, a bounded number and each time later; produces nothing itself.
   */
  Future<Backlog> reconcile();

  /** Makes the partitions of the time to come and drops what has expired. */
  Future<Void> maintainPartitions();
}
