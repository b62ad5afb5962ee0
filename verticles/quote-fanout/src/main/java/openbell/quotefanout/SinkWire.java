package openbell.quotefanout;

import java.nio.charset.StandardCharsets;

/** What both WebSockets of the bridge have in common: their frames leave through a sink. */
abstract sealed class SinkWire implements BridgeWire permits RawBridgeWire, SockJsWire {
  private final FrameSink sink;

  SinkWire(FrameSink sink) {
    this.sink = sink;
  }

  final void text(String frame) {
    var bytes = frame.getBytes(StandardCharsets.UTF_8);
    sink.text(bytes, 0, bytes.length);
  }

  final FrameSink sink() {
    return sink;
  }

  @Override
  public final void flush() {
    sink.flush();
  }

  @Override
  public final boolean isWritable() {
    return sink.isWritable();
  }

  @Override
  public final long pendingBytes() {
    return sink.pendingBytes();
  }

  @Override
  public void close(CloseCode code) {
    sink.close(code);
  }

  @Override
  public final void abort() {
    sink.abort();
  }
}
