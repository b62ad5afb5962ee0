package openbell.systemtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import openbell.model.soup.SoupLoginRequest;
import openbell.model.soup.SoupPackets;
import openbell.model.soup.SoupReader;
import openbell.model.soup.SoupType;
import openbell.runtime.Config;

/**
 * A SoupBinTCP client with little room that reads nothing but the answer to its login until it is
 * told to.
 */
final class SlowSoupReader implements AutoCloseable {
  private static final int ROOM = 4_096;
  private static final int MAX_PACKET = 64;

  private final Socket socket;
  private final SoupReader reader = new SoupReader(MAX_PACKET, this::packet);
  private final byte[] chunk = new byte[ROOM];
  private byte lastPacket;
  private String lastMessage = "";

  private SlowSoupReader(Socket socket) {
    this.socket = socket;
  }

  /** Asks for the whole current session of the exchange's door. */
  static SlowSoupReader login(Config config) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(ROOM);
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), config.integer("itch.soup.port")));
    var login = ByteBuffer.allocate(SoupPackets.HEADER + SoupLoginRequest.LENGTH);
    SoupPackets.put(
        login,
        new SoupLoginRequest(
            config.string("simulator.itch.user"), config.string("simulator.itch.password"), "", 1));
    socket.getOutputStream().write(login.array());
    var reader = new SlowSoupReader(socket);
    if (!reader.read()) {
      throw new IOException("the door closed the connection");
    }
    return reader;
  }

  /** Reads until the server closes the connection. */
  void readToTheEnd() throws IOException {
    while (read()) {
      // The next chunk.
    }
  }

  private boolean read() throws IOException {
    var read = socket.getInputStream().read(chunk);
    if (read >= 0 && !reader.read(ByteBuffer.wrap(chunk, 0, read))) {
      throw new IOException("a malformed packet");
    }
    return read >= 0;
  }

  private void packet(byte type, ByteBuffer payload) {
    lastPacket = type;
    if (type == SoupType.SEQUENCED_DATA) {
      lastMessage = StandardCharsets.ISO_8859_1.decode(payload).toString();
    }
  }

  byte lastPacket() {
    return lastPacket;
  }

  /** The last message of the session, a character for each byte. */
  String lastMessage() {
    return lastMessage;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
