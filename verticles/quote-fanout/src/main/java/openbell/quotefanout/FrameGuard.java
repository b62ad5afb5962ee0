package openbell.quotefanout;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import java.util.function.Consumer;

/**
 * Catches what the WebSocket decoder refuses (RFC 6455: frames too large, malformed) before Vert.x
 * sees it, which would close at once, and with unread bytes that is a reset: the client would not
 * get to read why. The decoder drops what follows. On the socket's event loop.
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {
  private final Consumer<CloseCode> refused;

  FrameGuard(Consumer<CloseCode> refused) {
    this.refused = refused;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException corrupt) {
      var tooLarge = corrupt.closeStatus().code() == CloseCode.TOO_LARGE.code();
      refused.accept(tooLarge ? CloseCode.TOO_LARGE : CloseCode.PROTOCOL);
    } else {
      context.fireExceptionCaught(cause);
    }
  }
}
