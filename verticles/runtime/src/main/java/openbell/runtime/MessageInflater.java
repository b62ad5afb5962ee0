package openbell.runtime;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionDecoder;
import java.util.Arrays;
import java.util.List;

/**
 * Inflates one client's messages. Keeps no inflater: of a client that lets its messages refer to
 * those before, it keeps what that client has said, at most its window of 32 KB. A message in
 * pieces goes on in one frame when it is whole, and an empty continuation for each piece before,
 * because each costs its sender (Vert.x loses a message whose first piece is empty). On the
 * socket's loop.
 */
final class MessageInflater extends WebSocketExtensionDecoder {
  private static final int WINDOW_BYTES = 32 * 1024;
  private static final byte[] NOTHING = {};
  private static final byte[] LEFT_OUT = {0, 0, -1, -1};

  private final SharedInflater inflater;
  private final boolean keepsContext;
  private byte[] history = NOTHING;
  private byte[] pieces = NOTHING;
  private boolean compressed;
  private boolean text;
  private boolean broken;

  /**
   * An inflater of a client that has said nothing.
   *
   * @param keepsContext whether a message may refer to those before it
   */
  MessageInflater(SharedInflater inflater, boolean keepsContext) {
    this.inflater = inflater;
    this.keepsContext = keepsContext;
  }

  @Override
  public boolean acceptInboundMessage(Object message) {
    return message instanceof TextWebSocketFrame
        || message instanceof BinaryWebSocketFrame
        || message instanceof ContinuationWebSocketFrame;
  }

  @Override
  protected void decode(ChannelHandlerContext context, WebSocketFrame frame, List<Object> out) {
    if (broken) {
      return;
    }
    try {
      var isFirst = !(frame instanceof ContinuationWebSocketFrame);
      if (frame.rsv() != 0 && !(isFirst && frame.rsv() == WebSocketExtension.RSV1)) {
        throw new CorruptedWebSocketFrameException(
            WebSocketCloseStatus.PROTOCOL_ERROR, "reserved bits " + frame.rsv());
      }
      if (isFirst) {
        compressed = frame.rsv() != 0;
        text = frame instanceof TextWebSocketFrame;
      }
      out.add(compressed ? inflate(frame) : frame.retain());
    } catch (CorruptedWebSocketFrameException refused) {
      broken = true;
      throw refused;
    }
  }

  private WebSocketFrame inflate(WebSocketFrame frame) {
    append(frame.content());
    if (!frame.isFinalFragment()) {
      return new ContinuationWebSocketFrame(false, 0, Unpooled.EMPTY_BUFFER);
    }
    var whole = Arrays.copyOf(pieces, pieces.length + LEFT_OUT.length);
    System.arraycopy(LEFT_OUT, 0, whole, pieces.length, LEFT_OUT.length);
    pieces = NOTHING;
    var message = inflater.inflate(whole, history);
    if (keepsContext) {
      remember(message);
    }
    var content = Unpooled.wrappedBuffer(message);
    return text ? new TextWebSocketFrame(content) : new BinaryWebSocketFrame(content);
  }

  private void append(ByteBuf content) {
    var before = pieces.length;
    var length = before + content.readableBytes();
    if (length > inflater.maxMessageBytes()) {
      throw new CorruptedWebSocketFrameException(
          WebSocketCloseStatus.MESSAGE_TOO_BIG, "a message of more than " + length + " bytes");
    }
    pieces = Arrays.copyOf(pieces, length);
    content.getBytes(content.readerIndex(), pieces, before, length - before);
  }

  private void remember(byte[] message) {
    var both = Arrays.copyOf(history, history.length + message.length);
    System.arraycopy(message, 0, both, history.length, message.length);
    history =
        both.length > WINDOW_BYTES
            ? Arrays.copyOfRange(both, both.length - WINDOW_BYTES, both.length)
            : both;
  }
}
