package openbell.quotefanout;

import static openbell.quotefanout.domain.FrameBytes.ascii;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import openbell.quotefanout.raw.RawAnswer.Notice;

/**
 * One client of {@code /api/v1/stream/quotes}: server-sent events (WHATWG HTML, 9.2) with the raw
 * door's JSON. It says nothing after its request, so a peer that vanished is found when its buffers
 * are full. On its connection's event loop.
 */
final class SseSession extends StreamSession {
  private static final int COMMENT_BEATS = 5;
  private static final int PREFIX_ROOM = 64;
  private static final int LARGEST_FRAGMENT = 4_096;
  private static final byte[] QUOTES = ascii("event: quotes\ndata: {\"type\":\"quotes\",\"d\":[");
  private static final byte[] SNAPSHOT =
      ascii("event: snapshot\ndata: {\"type\":\"snapshot\",\"d\":[");
  private static final byte[] END = ascii("]}\n\n");

  private final HttpConnection connection;
  private final HttpServerResponse response;
  private long pending;
  private long beats;

  SseSession(FanoutEngine engine, HttpServerRequest request) {
    super(engine, FanoutMetrics.Transport.SSE);
    this.connection = request.connection();
    this.response = request.response();
  }

  /** Sends the head and what was accepted; news follow with the wheel's visits. */
  void open(JsonObject subscribed) {
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Connection", "close")
        // A proxy that gathers the answer would hold it back for ever.
        .putHeader("X-Accel-Buffering", "no");
    event("subscribed", subscribed);
  }

  @Override
  void handle(String message) {
    // It can send nothing.
  }

  @Override
  void addHeartbeat() {
    if (++beats % COMMENT_BEATS == 0) {
      write(Buffer.buffer(":heartbeat\n\n"));
    }
  }

  @Override
  int addFrame(int first) {
    var out = engine().scratch();
    out.clear(PREFIX_ROOM);
    var onlySnapshots = watchlist().append(first, out);
    var index = watchlist().nextChanged(first + 1);
    while (index >= 0 && out.length() < FrameSink.MAX_PAYLOAD - LARGEST_FRAGMENT) {
      onlySnapshots &= watchlist().append(index, out.put(','));
      index = watchlist().nextChanged(index + 1);
    }
    out.raw(END);
    out.prefix(onlySnapshots ? SNAPSHOT : QUOTES);
    write(
        Buffer.buffer(out.length() - out.start())
            .appendBytes(out.array(), out.start(), out.length() - out.start()));
    return index;
  }

  @Override
  void flush() {
    // Each write went by itself.
  }

  @Override
  void sendError(String code) {
    event("problem", new JsonObject().put("type", "error").put("code", code));
  }

  @Override
  void sendNotice(Notice notice) {
    event("notice", BridgeFrames.notice(notice));
  }

  private void event(String name, JsonObject data) {
    write(Buffer.buffer("event: " + name + "\ndata: " + data.encode() + "\n\n"));
  }

  private void write(Buffer bytes) {
    pending += bytes.length();
    response.write(bytes).onComplete(written -> pending -= bytes.length());
  }

  @Override
  boolean isWritable() {
    return !response.writeQueueFull();
  }

  @Override
  long pendingBytes() {
    return isWritable() ? 0 : pending;
  }

  /** An EventSource comes back by itself, and is then told by a status if it may not. */
  @Override
  void closeSocket(CloseCode code) {
    var last = new JsonObject().put("type", "close").put("code", code.code());
    event("close", last.put("reason", code.reason()));
    response.end();
    engine().abortLater(connection::close);
  }

  @Override
  void release() {
    // It holds nothing but its watchlist.
  }
}
