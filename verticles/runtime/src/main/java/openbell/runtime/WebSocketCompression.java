package openbell.runtime;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionDecoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandshaker;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * permessage-deflate (RFC 7692) for the sockets of one event loop, in the place of Vert.x's: that
 * one keeps a compressor of some 300 KB for each socket, and inflates without a bound. Here sockets
 * share their loop's compressor, since no message refers to those before it.
 */
final class WebSocketCompression implements WebSocketServerExtensionHandshaker {
  private static final String HANDLER = "webSocketExtensionHandler";
  private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";

  private final WebSocketServerExtensionHandshaker terms;
  private final MessageDeflater deflater;
  private final SharedInflater inflater;

  /**
   * Compression for the calling event loop.
   *
   * @param level 1 (fast) to 9
   * @param maxMessageBytes a message of a client that is longer when inflated is refused
   */
  WebSocketCompression(int level, int maxMessageBytes) {
    // Netty reads offers; a client that wants a smaller window of ours is not compressed for.
    terms =
        new PerMessageDeflateServerExtensionHandshaker(
            level,
            false,
            PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE,
            true,
            true,
            maxMessageBytes);
    deflater = new MessageDeflater(level);
    inflater = new SharedInflater(maxMessageBytes);
  }

  /** Takes over what Vert.x would negotiate on a new connection. */
  void install(HttpConnection connection) {
    if (connection instanceof HttpServerConnection server) {
      var pipeline = server.channelHandlerContext().pipeline();
      if (pipeline.get(HANDLER) != null) {
        pipeline.replace(HANDLER, HANDLER, new WebSocketServerExtensionHandler(this));
      }
    }
  }

  @Override
  public WebSocketServerExtension handshakeExtension(WebSocketExtensionData offer) {
    var agreed = terms.handshakeExtension(offer);
    // Netty's word for no.
    return agreed == null ? null : new Agreed(agreed);
  }

  /** What Netty agreed upon, with our coders. */
  private final class Agreed implements WebSocketServerExtension {
    private final WebSocketServerExtension agreed;

    Agreed(WebSocketServerExtension agreed) {
      this.agreed = agreed;
    }

    @Override
    public int rsv() {
      return agreed.rsv();
    }

    @Override
    public WebSocketExtensionData newReponseData() {
      return agreed.newReponseData();
    }

    @Override
    public WebSocketExtensionEncoder newExtensionEncoder() {
      return deflater;
    }

    @Override
    public WebSocketExtensionDecoder newExtensionDecoder() {
      var keepsContext = !newReponseData().parameters().containsKey(CLIENT_NO_CONTEXT);
      return new MessageInflater(inflater, keepsContext);
    }
  }
}
