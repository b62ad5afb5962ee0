package openbell.quotefanout;

import io.vertx.core.buffer.Buffer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A WebSocket client of plain TCP, which sees headers as they came and reads when it wants. */
final class PlainSocket implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;
  private String head = "";

  private PlainSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  static PlainSocket upgrade(int port, String path) throws IOException {
    return upgrade(port, path, "");
  }

  /** As {@link #upgrade(int, String)}, with header lines, each with its end. */
  static PlainSocket upgrade(int port, String path, String headers) throws IOException {
    var plain = connect(port);
    plain.askForUpgrade(path, headers);
    plain.awaitUpgrade();
    return plain;
  }

  /** A connection on which nothing was said. */
  static PlainSocket connect(int port) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new java.net.InetSocketAddress("localhost", port));
    socket.setSoTimeout(20_000);
    return new PlainSocket(socket);
  }

  /** Sends the request for an upgrade. */
  void askForUpgrade(String path) throws IOException {
    askForUpgrade(path, "");
  }

  private void askForUpgrade(String path, String headers) throws IOException {
    write(
        ("GET " + path + " HTTP/1.1\r\nHost: localhost:" + socket.getPort())
            + "\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            + headers
            + "\r\n");
  }

  /** Reads the answer to {@link #askForUpgrade}. */
  void awaitUpgrade() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    this.head = head.toString();
    if (!this.head.startsWith("HTTP/1.1 101")) {
      throw new IOException(this.head);
    }
  }

  /** The answer to the request for an upgrade. */
  String head() {
    return head;
  }

  /** Sends a little; false if the server has closed the connection. */
  boolean drip(String ascii) {
    try {
      write(ascii);
      socket.setSoTimeout(20);
      return in.read() >= 0;
    } catch (java.net.SocketTimeoutException stillOpen) {
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  private void write(String ascii) throws IOException {
    socket.getOutputStream().write(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends a masked text frame (mask 0) of any length. */
  void send(String text) throws IOException {
    var payload = text.getBytes(StandardCharsets.US_ASCII);
    frame(0x81, payload);
  }

  /** Sends a frame with the given first byte. */
  void frame(int firstByte, byte[] payload) throws IOException {
    var header = new java.io.ByteArrayOutputStream();
    header.write(firstByte);
    if (payload.length < 126) {
      header.write(0x80 | payload.length);
    } else if (payload.length <= 0xffff) {
      header.write(0x80 | 126);
      header.write(payload.length >> 8);
      header.write(payload.length);
    } else {
      header.write(0x80 | 127);
      for (var shift = 56; shift >= 0; shift -= 8) {
        header.write((int) ((long) payload.length >> shift));
      }
    }
    header.write(new byte[4]);
    header.write(payload);
    socket.getOutputStream().write(header.toByteArray());
  }

  /** Sends the header of a frame of a length, and half of the frame. */
  void half(int firstByte, int length) throws IOException {
    var start = new byte[4 + 4 + length / 2];
    start[0] = (byte) firstByte;
    start[1] = (byte) (0x80 | 126);
    start[2] = (byte) (length >> 8);
    start[3] = (byte) length;
    socket.getOutputStream().write(start);
  }

  /** Ends the connection without a word. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /**
   * A frame as it came.
   *
   * @param header its first two bytes in hexadecimal
   */
  record Frame(String header, Buffer payload) {}

  /** The next frame. */
  Frame rawFrame() throws IOException {
    var first = in.readUnsignedByte();
    var second = in.readUnsignedByte();
    var header =
        HexFormat.of().toHexDigits((byte) first) + HexFormat.of().toHexDigits((byte) second);
    long length = second;
    if (second == 126) {
      length = in.readUnsignedShort();
    } else if (second == 127) {
      length = in.readLong();
    }
    var payload = new byte[Math.toIntExact(length)];
    in.readFully(payload);
    return new Frame(header, Buffer.buffer(payload));
  }

  /** Header in hexadecimal, space, payload, of the next frame. */
  String frame() throws IOException {
    var frame = rawFrame();
    if (frame.header.startsWith("88")) {
      return frame.header + " " + frame.payload.getShort(0);
    }
    return frame.header + " " + frame.payload.toString(StandardCharsets.UTF_8);
  }

  /** The frames up to one that contains a text, a line each; heartbeats are passed over. */
  String framesUntil(String text) throws IOException {
    var frames = new StringBuilder();
    while (true) {
      var frame = frame();
      if (!frame.contains("\"heartbeat\"")) {
        frames.append(frame).append('\n');
      }
      if (frame.contains(text)) {
        return frames.toString();
      }
    }
  }

  /** The close frame, after whatever came before it. */
  String lastFrame() throws IOException {
    while (true) {
      var frame = frame();
      if (frame.startsWith("88")) {
        return frame;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
