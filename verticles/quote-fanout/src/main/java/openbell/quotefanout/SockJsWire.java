package openbell.quotefanout;

import static openbell.quotefanout.domain.FrameBytes.ascii;

import io.vertx.core.json.Json;
import openbell.quotefanout.domain.FrameBytes;
import openbell.quotefanout.domain.QuoteFormat;
import openbell.quotefanout.domain.Subject;
import openbell.quotefanout.domain.Watchlist;

/**
 * SockJS over WebSocket (sockjs-protocol 0.3.3): text frames {@code o}, {@code h}, {@code
 * a["..",..]} and {@code c[code,"reason"]}; the quotes of a window share one {@code a} frame.
 */
final class SockJsWire extends SinkWire {
  private static final int LARGEST_FRAGMENT = 8_192;
  private static final byte[] OPEN = ascii("o");
  private static final byte[] KEEP_ALIVE = ascii("h");

  SockJsWire(FrameSink sink) {
    super(sink);
    sink.text(OPEN, 0, OPEN.length);
    sink.flush();
  }

  @Override
  public QuoteFormat format(Subject subject) {
    return QuoteFormat.ofBridge(subject, true);
  }

  @Override
  public void add(String json) {
    text("a[" + Json.encode(json) + "]");
  }

  @Override
  public int addQuotes(Watchlist list, int first, FrameBytes out) {
    out.clear(0).put('a').put('[');
    list.append(first, out);
    var index = list.nextChanged(first + 1);
    while (index >= 0 && out.length() < FrameSink.MAX_PAYLOAD - LARGEST_FRAGMENT) {
      list.append(index, out.put(','));
      index = list.nextChanged(index + 1);
    }
    out.put(']');
    sink().text(out.array(), 0, out.length());
    return index;
  }

  @Override
  public void addKeepAlive() {
    sink().text(KEEP_ALIVE, 0, KEEP_ALIVE.length);
  }

  @Override
  public void close(CloseCode code) {
    text("c[" + code.code() + ",\"" + code.reason() + "\"]");
    super.close(code);
  }
}
