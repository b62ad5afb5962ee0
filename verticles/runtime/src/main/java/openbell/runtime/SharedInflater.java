package openbell.runtime;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates whole messages (RFC 7692, 7.2.2) for all sockets of one event loop; what a client's
 * message may refer to is given with it.
 */
final class SharedInflater {
  private final Inflater inflater = new Inflater(true);
  private final byte[] inflated;

  /** An inflater for messages that have at most so many bytes when inflated. */
  SharedInflater(int maxMessageBytes) {
    this.inflated = new byte[maxMessageBytes + 1];
  }

  int maxMessageBytes() {
    return inflated.length - 1;
  }

  /**
   * Inflates a message.
   *
   * @param message with the empty block that its sender left out
   * @param history what the sender's window held before it
   * @throws CorruptedWebSocketFrameException if it is too large, or was not compressed so
   */
  byte[] inflate(byte[] message, byte[] history) {
    inflater.reset();
    if (history.length > 0) {
      inflater.setDictionary(history);
    }
    inflater.setInput(message);
    try {
      var size = inflater.inflate(inflated);
      for (var more = size; more > 0 && size < inflated.length; size += more) {
        more = inflater.inflate(inflated, size, inflated.length - size);
      }
      if (size == inflated.length) {
        throw new CorruptedWebSocketFrameException(
            WebSocketCloseStatus.MESSAGE_TOO_BIG, "a message that inflates beyond its bound");
      }
      return Arrays.copyOf(inflated, size);
    } catch (DataFormatException malformed) {
      throw new CorruptedWebSocketFrameException(
          WebSocketCloseStatus.PROTOCOL_ERROR, "a message that does not inflate", malformed);
    }
  }
}
