package openbell.quotefanout;

import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.concurrent.atomic.AtomicLong;
import openbell.quotefanout.domain.FrameBytes;
import openbell.quotefanout.domain.QuoteFormat;
import openbell.quotefanout.domain.Subject;
import openbell.quotefanout.domain.Watchlist;

/**
 * The transports without a WebSocket (xhr, xhr-streaming, eventsource, ...), through vertx-web's
 * SockJS session, which packs messages into {@code a} frames and keeps alive by itself.
 */
final class FallbackWire implements BridgeWire {
  private final SockJSSocket socket;
  private final AtomicLong pending = new AtomicLong();

  FallbackWire(SockJSSocket socket) {
    this.socket = socket;
  }

  @Override
  public QuoteFormat format(Subject subject) {
    return QuoteFormat.ofBridge(subject, false);
  }

  @Override
  public void add(String json) {
    pending.addAndGet(json.length());
    // Completed on the loop of the poll that took it, which may be another than ours.
    socket.write(json).onComplete(written -> pending.addAndGet(-json.length()));
  }

  @Override
  public int addQuotes(Watchlist list, int first, FrameBytes out) {
    list.append(first, out.clear(0));
    add(out.toString());
    return list.nextChanged(first + 1);
  }

  @Override
  public void addKeepAlive() {
    // The SockJS session does.
  }

  @Override
  public void flush() {
    // Each write went by itself; between polls the session gathers them.
  }

  @Override
  public boolean isWritable() {
    return !socket.writeQueueFull();
  }

  @Override
  public long pendingBytes() {
    return pending.get();
  }

  @Override
  public void close(CloseCode code) {
    socket.close();
  }

  @Override
  public void abort() {
    socket.close();
  }
}
