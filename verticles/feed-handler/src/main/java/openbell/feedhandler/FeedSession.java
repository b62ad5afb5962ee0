package openbell.feedhandler;

import io.vertx.core.Future;

/**
 * One source of market data. Runs on the feed handler's event loop and tells its listener there.
 * Used once: started, then stopped.
 */
interface FeedSession {
  /** The source's name in quotes, metrics and the lease, e.g. {@code simulator}. */
  String name();

  /** Begins to receive; every line is down until the session says that it is up. */
  void start(FeedListener listener);

  /** Receives nothing more; the listener is told nothing after this call. */
  Future<Void> stop();
}
