package openbell.quotefanout;

import static openbell.quotefanout.domain.FrameBytes.ascii;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import openbell.quotefanout.domain.FrameBytes;
import openbell.quotefanout.raw.RawAnswer.Notice;

/**
 * One poll of {@code /api/v1/poll/quotes}: answered by the first visit that finds news, or empty
 * after {@code fanout.pollMs}; then it is over, and the client's cursor is all that is left of it.
 * On its connection's event loop.
 */
final class PollSession extends Connection {
  private static final int PREFIX_ROOM = 32;
  private static final byte[] SNAPSHOT = ascii("{\"type\":\"snapshot\",\"d\":[");
  private static final byte[] QUOTES = ascii("{\"type\":\"quotes\",\"d\":[");

  private final RoutingContext request;
  private final JsonArray rejected;
  private final long endNanos;

  PollSession(FanoutEngine engine, RoutingContext request, JsonArray rejected) {
    super(engine, FanoutMetrics.Transport.LONG_POLL);
    this.request = request;
    this.rejected = rejected;
    this.endNanos = engine.nowNanos() + engine.config().pollNanos();
  }

  @Override
  void handle(String message) {
    // It can send nothing.
  }

  @Override
  void writeNews(boolean heartbeatDue) {
    var first = watchlist().nextChanged(0);
    if (first >= 0 || engine().nowNanos() - endNanos > 0) {
      answer(first);
    }
  }

  private void answer(int first) {
    var before = watchlist().appended();
    var asOf = first >= 0 ? watchlist().asOf(first) : 0;
    var body = news(first, engine().scratch());
    body.appendString("],\"cursor\":\"").appendString(watchlist().cursor()).appendString("\"");
    if (!rejected.isEmpty()) {
      body.appendString(",\"rejected\":").appendString(rejected.encode());
    }
    delivered(1, watchlist().appended() - before, asOf);
    ended();
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.appendString("}"));
  }

  /** The raw door's frame, still open: every fragment in one, as many as there are. */
  private Buffer news(int first, FrameBytes out) {
    out.clear(PREFIX_ROOM);
    var onlySnapshots = first >= 0;
    for (var i = first; i >= 0; i = watchlist().nextChanged(i + 1)) {
      onlySnapshots &= watchlist().append(i, i == first ? out : out.put(','));
    }
    out.prefix(onlySnapshots ? SNAPSHOT : QUOTES);
    return Buffer.buffer(out.length() + 64)
        .appendBytes(out.array(), out.start(), out.length() - out.start());
  }

  @Override
  void sendError(String code) {
    // Whatever is wrong with a poll is its answer.
  }

  @Override
  void sendNotice(Notice notice) {
    // The close that follows says it.
  }

  @Override
  boolean isWritable() {
    return true;
  }

  @Override
  long pendingBytes() {
    return 0;
  }

  @Override
  void closeSocket(CloseCode code) {
    if (code == CloseCode.AUTH) {
      Upgrades.refuse(request, 401, "auth.token_invalid");
    } else {
      request.response().putHeader("Retry-After", "5");
      Upgrades.refuse(request, 503, "system.draining");
    }
  }

  @Override
  void release() {
    // It holds nothing but its watchlist.
  }
}
