package openbell.feedhandler.itch;

import io.vertx.core.Future;

/** How the stream is received. Started and stopped once, on the event loop. */
interface ItchTransport {
  /** Begins to receive. */
  void start(ItchStream stream);

  /** Receives nothing more. */
  Future<Void> stop();
}
