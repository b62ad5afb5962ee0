package openbell.feedhandler.session;

import io.vertx.core.Future;
import java.util.OptionalInt;
import openbell.wire.reference.Instrument;

/**
 * One source of market data. Runs on the feed handler's event loop and tells its listener there.
 * Used once: started, then stopped.
 */
public interface FeedSession {
  /** The source's name in quotes, metrics and the lease, e.g. {@code simulator}. */
  String name();

  /** The line that speaks of an instrument; empty if none of this session does. */
  OptionalInt lineOf(Instrument instrument);

  /** Begins to receive; every line is down until the session says that it is up. */
  void start(FeedListener listener);

  /** Receives nothing more; the listener is told nothing after this call. */
  Future<Void> stop();
}
