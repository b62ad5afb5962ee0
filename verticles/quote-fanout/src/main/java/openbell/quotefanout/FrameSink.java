package openbell.quotefanout;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.WebSocket;
import java.util.function.Consumer;

/**
 * Where the frames of one WebSocket go. Called on the socket's event loop alone; frames are given
 * as bytes that the caller keeps, and leave together at {@link #flush}.
 */
interface FrameSink {
  /** How frames reach the socket of a connection. */
  interface Factory {
    FrameSink create(HttpConnection connection, WebSocket socket);
  }

  /** A larger payload is the caller's to divide: stock clients refuse frames above 64 KiB. */
  int MAX_PAYLOAD = 60 * 1024;

  /** Tells of frames and messages that the server refuses; the socket is still open then. */
  void onRefused(Consumer<CloseCode> refused);

  /** Whether the socket takes more without queueing beyond its high-water mark. */
  boolean isWritable();

  /** Bytes that the peer has not taken yet; 0 while the socket is writable. */
  long pendingBytes();

  /** Adds a text frame with the given UTF-8 payload. */
  void text(byte[] payload, int from, int to);

  /** Adds a binary frame. */
  void binary(byte[] payload, int from, int to);

  /** Writes what was added, in one system call where the socket takes it. */
  void flush();

  /** Sends a close frame after what was written, then closes. */
  void close(CloseCode code);

  /** Closes the connection at once: for a peer that does not read its close frame. */
  void abort();
}
