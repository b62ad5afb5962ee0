package openbell.quotefanout;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.Optional;
import java.util.function.Consumer;
import openbell.runtime.MessageDeflater;

/**
 * The fast path: frames are put together in one pooled buffer and written past the WebSocket
 * encoder, from its own context so that TLS still applies, with the void promise and one flush.
 * Compresses with the loop's compressor where that was agreed. Allocates one recycled buffer per
 * flush; the channel releases it. On the socket's event loop.
 */
final class NettyFrameSink implements FrameSink {
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_BINARY = 0x82;
  private static final int FINAL_CLOSE = 0x88;
  private static final int MAX_HEADER = 10;

  private final WebSocket socket;
  private final ChannelHandlerContext encoder;
  private final Channel channel;
  private final Optional<MessageDeflater> deflater;
  private ByteBuf frames;
  private int lastSize = 256;

  private NettyFrameSink(
      WebSocket socket, ChannelHandlerContext encoder, Optional<MessageDeflater> deflater) {
    this.socket = socket;
    this.encoder = encoder;
    this.channel = encoder.channel();
    this.deflater = deflater;
  }

  /**
   * The fast path of a socket, empty if its pipeline is not the one known. Found by its connection:
   * vertx-web wraps the socket. The server's idle handler goes: it makes a promise per write, and
   * the engine watches for silence itself.
   */
  static Optional<FrameSink> of(HttpConnection connection, WebSocket socket) {
    if (!(connection instanceof HttpServerConnection server)) {
      return Optional.empty();
    }
    var pipeline = server.channelHandlerContext().pipeline();
    var encoder = pipeline.context("wsencoder");
    if (encoder == null || !encoder.executor().inEventLoop()) {
      return Optional.empty();
    }
    if (pipeline.get("idle") != null) {
      pipeline.remove("idle");
    }
    // There if this client and the server agreed on compression.
    var deflater = Optional.ofNullable(pipeline.get(MessageDeflater.class));
    return Optional.of(new NettyFrameSink(socket, encoder, deflater));
  }

  @Override
  public void onRefused(Consumer<CloseCode> refused) {
    channel.pipeline().addBefore("handler", "frameguard", new FrameGuard(refused));
    // What is left to Vert.x is a message of many frames that is too large together.
    socket.exceptionHandler(failure -> refused.accept(CloseCode.TOO_LARGE));
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public long pendingBytes() {
    return channel.isWritable() ? 0 : channel.bytesBeforeWritable();
  }

  @Override
  public void text(byte[] payload, int from, int to) {
    message(FINAL_TEXT, payload, from, to);
  }

  @Override
  public void binary(byte[] payload, int from, int to) {
    message(FINAL_BINARY, payload, from, to);
  }

  /** A message of one frame, compressed where the client takes that and it pays. */
  private void message(int firstByte, byte[] payload, int from, int to) {
    var length = deflater.isPresent() ? deflater.get().deflate(payload, from, to - from) : -1;
    if (length < 0) {
      frame(firstByte, payload, from, to);
    } else {
      frame(firstByte | MessageDeflater.RSV1, deflater.get().compressed(), 0, length);
    }
  }

  /** RFC 6455, 5.2; a server masks nothing. */
  private void frame(int firstByte, byte[] payload, int from, int to) {
    var length = to - from;
    if (frames == null) {
      frames = channel.alloc().directBuffer(Math.max(lastSize, length + MAX_HEADER));
    }
    frames.writeByte(firstByte);
    if (length < 126) {
      frames.writeByte(length);
    } else if (length <= 0xffff) {
      frames.writeByte(126).writeShort(length);
    } else {
      frames.writeByte(127).writeLong(length);
    }
    frames.writeBytes(payload, from, length);
  }

  @Override
  public void flush() {
    var ready = frames;
    if (ready != null) {
      frames = null;
      lastSize = ready.readableBytes();
      var _ = encoder.write(ready, channel.voidPromise());
      encoder.flush();
    }
  }

  /**
   * To a peer that does not read, the close frame is queued behind what it has not taken: Vert.x
   * would keep its own back, and complain with a stack trace for every peer that never reads.
   */
  @Override
  public void close(CloseCode code) {
    if (channel.isWritable()) {
      flush();
      socket.close((short) code.code(), code.reason());
    } else {
      var payload = code.payload();
      frame(FINAL_CLOSE, payload, 0, payload.length);
      flush();
    }
  }

  @Override
  public void abort() {
    var _ = encoder.close();
  }
}
