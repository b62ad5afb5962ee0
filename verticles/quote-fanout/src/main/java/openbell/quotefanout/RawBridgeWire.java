package openbell.quotefanout;

import java.nio.charset.StandardCharsets;
import openbell.quotefanout.domain.FrameBytes;
import openbell.quotefanout.domain.QuoteFormat;
import openbell.quotefanout.domain.Subject;
import openbell.quotefanout.domain.Watchlist;

/**
 * The bridge's raw WebSocket: one message a frame, in binary frames as the stock server sends them.
 * The frames of a window leave in one write.
 */
final class RawBridgeWire extends SinkWire {
  RawBridgeWire(FrameSink sink) {
    super(sink);
  }

  @Override
  public QuoteFormat format(Subject subject) {
    return QuoteFormat.ofBridge(subject, false);
  }

  @Override
  public void add(String json) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    sink().binary(bytes, 0, bytes.length);
  }

  @Override
  public int addQuotes(Watchlist list, int first, FrameBytes out) {
    list.append(first, out.clear(0));
    sink().binary(out.array(), 0, out.length());
    return list.nextChanged(first + 1);
  }

  @Override
  public void addKeepAlive() {
    // WebSocket has its own pings, and the client sends them.
  }
}
