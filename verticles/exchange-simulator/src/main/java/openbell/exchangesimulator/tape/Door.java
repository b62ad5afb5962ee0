package openbell.exchangesimulator.tape;

import io.vertx.core.Future;
import java.util.Map;

/**
 * One protocol in which the exchange serves its tape to others. Opened and closed once, on the
 * tape's event loop.
 */
public interface Door {
  /** The protocol's name in logs, e.g. {@code itch}. */
  String name();

  /** Begins to serve; answers the ports in use by their configuration key. */
  Future<Map<String, Integer>> open();

  /** Serves nobody any more; also after an {@link #open} that failed. */
  Future<Void> close();
}
