package openbell.runtime;

import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/**
 * When each connection has to have brought its next whole request head: a client that lets it drip
 * in, byte by byte, is never idle and would stay for days. Of one event loop.
 */
final class HeadDeadlines {
  private static final int SWITCHING_PROTOCOLS = 101;

  private final long firstNanos;
  private final long nextNanos;
  private final Map<HttpConnection, Long> dueAtNanos = new HashMap<>();

  /**
   * No connection yet.
   *
   * @param firstNanos from the connection to the first head
   * @param nextNanos from the end of an answer to the next head
   */
  HeadDeadlines(long firstNanos, long nextNanos) {
    this.firstNanos = firstNanos;
    this.nextNanos = nextNanos;
  }

  /** A connection was made. */
  void connected(HttpConnection connection) {
    dueAtNanos.put(connection, System.nanoTime() + firstNanos);
  }

  /** A head is there, in time: nothing is due until it is answered. */
  void headCame(RoutingContext request) {
    var connection = request.request().connection();
    dueAtNanos.remove(connection);
    request.addEndHandler(ended -> answered(request, connection));
    request.next();
  }

  private void answered(RoutingContext request, HttpConnection connection) {
    if (request.response().getStatusCode() != SWITCHING_PROTOCOLS) {
      dueAtNanos.put(connection, System.nanoTime() + nextNanos);
    }
  }

  /** Closes those that are late; one that is closed already is only forgotten. */
  void sweep() {
    var now = System.nanoTime();
    dueAtNanos
        .entrySet()
        .removeIf(
            entry -> {
              var late = now - entry.getValue() > 0;
              if (late) {
                entry.getKey().close();
              }
              return late;
            });
  }
}
