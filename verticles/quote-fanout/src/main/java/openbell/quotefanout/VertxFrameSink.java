package openbell.quotefanout;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The public-API twin of {@link NettyFrameSink}: the same frames, one write each. */
final class VertxFrameSink implements FrameSink {
  private final WebSocket socket;
  private long pending;

  VertxFrameSink(WebSocket socket) {
    this.socket = socket;
  }

  @Override
  public void onRefused(Consumer<CloseCode> refused) {
    socket.exceptionHandler(failure -> refused.accept(CloseCode.TOO_LARGE));
  }

  @Override
  public boolean isWritable() {
    return !socket.isClosed() && !socket.writeQueueFull();
  }

  @Override
  public long pendingBytes() {
    return isWritable() ? 0 : pending;
  }

  @Override
  public void text(byte[] payload, int from, int to) {
    var text = new String(payload, from, to - from, StandardCharsets.UTF_8);
    write(WebSocketFrame.textFrame(text, true), to - from);
  }

  @Override
  public void binary(byte[] payload, int from, int to) {
    var bytes = Buffer.buffer(to - from).appendBytes(payload, from, to - from);
    write(WebSocketFrame.binaryFrame(bytes, true), to - from);
  }

  private void write(WebSocketFrame frame, int length) {
    pending += length;
    socket.writeFrame(frame).onComplete(written -> pending -= length);
  }

  @Override
  public void flush() {
    // Each write flushed itself.
  }

  @Override
  public void close(CloseCode code) {
    socket.close((short) code.code(), code.reason());
  }

  @Override
  public void abort() {
    socket.close();
  }
}
