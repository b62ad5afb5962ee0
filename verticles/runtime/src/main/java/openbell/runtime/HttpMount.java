package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;

/**
 * A part of the node's one HTTP server: mounted once per event loop, on that loop, so that what it
 * keeps needs no locks.
 */
public interface HttpMount {
  /** Adds its routes to the router of the calling event loop. */
  void mount(Router router);

  /**
   * The server of the loop is about to close: says goodbye to who is connected, and takes nobody in
   * any more. Called once, on the mount's loop; the server closes when the future is complete,
   * which is soon and always.
   */
  default Future<Void> drain() {
    return Future.succeededFuture();
  }

  /** Makes the mount of one event loop; called on that loop, once per loop. */
  interface Factory {
    HttpMount create();
  }
}
