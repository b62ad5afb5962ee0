package openbell.runtime;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Compresses whole messages (RFC 7692, 7.2.1), each by itself, so that all sockets of an event loop
 * share one. A message that is short, or not shorter for it, stays as it is, which a frame's RSV1
 * tells. In the pipeline of each socket on which compression was agreed; called on its loop alone.
 */
@Sharable
public final class MessageDeflater extends WebSocketExtensionEncoder {
  /** RSV1 in the first byte of a frame: its message is compressed. */
  public static final int RSV1 = 0x40;

  private static final int WORTHWHILE_BYTES = 128;

  /** The empty block 00 00 FF FF at the end of a flush, which the peer adds again. */
  private static final int TAIL_BYTES = 4;

  private final Deflater deflater;
  private byte[] compressed = new byte[80 * 1024];

  MessageDeflater(int level) {
    deflater = new Deflater(level, true);
  }

  /**
   * Compresses a message.
   *
   * @return how many of {@link #compressed} it takes, or -1 if it should be sent as it is
   */
  public int deflate(byte[] message, int from, int length) {
    if (length < WORTHWHILE_BYTES) {
      return -1;
    }
    deflater.setInput(message, from, length);
    var size = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
    while (size == compressed.length) {
      compressed = Arrays.copyOf(compressed, 2 * size);
      size += deflater.deflate(compressed, size, size, Deflater.SYNC_FLUSH);
    }
    deflater.reset();
    return size - TAIL_BYTES < length ? size - TAIL_BYTES : -1;
  }

  /** The newest compressed message, until the next. */
  public byte[] compressed() {
    return compressed;
  }

  @Override
  public boolean acceptOutboundMessage(Object message) {
    return (message instanceof TextWebSocketFrame || message instanceof BinaryWebSocketFrame)
        && ((WebSocketFrame) message).isFinalFragment();
  }

  @Override
  protected void encode(ChannelHandlerContext context, WebSocketFrame frame, List<Object> out) {
    var message = ByteBufUtil.getBytes(frame.content());
    var length = deflate(message, 0, message.length);
    if (length < 0) {
      out.add(frame.retain());
      return;
    }
    var content = context.alloc().buffer(length).writeBytes(compressed, 0, length);
    out.add(
        frame instanceof TextWebSocketFrame
            ? new TextWebSocketFrame(true, WebSocketExtension.RSV1, content)
            : new BinaryWebSocketFrame(true, WebSocketExtension.RSV1, content));
  }
}
