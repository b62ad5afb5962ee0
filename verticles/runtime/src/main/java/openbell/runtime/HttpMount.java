package openbell.runtime;

import io.vertx.ext.web.Router;

/**
 * A part of the node's one HTTP server: mounted once per event loop, on that loop, so that what it
 * keeps needs no locks.
 */
public interface HttpMount {
  /** Adds its routes to the router of the calling event loop. */
  void mount(Router router);

  /** Makes the mount of one event loop; called on that loop, once per loop. */
  interface Factory {
    HttpMount create();
  }
}
