package openbell.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;

/** One WebSocket client of the generator: upgrades, subscribes once, reads. On one thread. */
final class Client {
  private static final int FINAL = 0x80;
  private static final int RSV1 = 0x40;

  private final Door door;
  private final int number;
  private final List<String> symbols;
  private final FrameReader reader;
  private final SocketChannel channel = SocketChannel.open();
  private final StringBuilder head = new StringBuilder();
  private boolean open;
  private boolean servedIsTold;

  Client(Door door, int number, List<String> symbols, Tally tally) throws IOException {
    this.door = door;
    this.number = number;
    this.symbols = symbols;
    this.reader = new FrameReader(door, tally);
  }

  void connect(Selector selector, int port) throws IOException {
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_CONNECT, this);
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** The connection stands: asks for the upgrade. */
  void connected(SelectionKey key) throws IOException {
    channel.finishConnect();
    key.interestOps(SelectionKey.OP_READ);
    write(
        """
        GET %s HTTP/1.1\r
        Host: 127.0.0.1\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        %s\r
        """
            .formatted(door.path(number), door.headers())
            .getBytes(UTF_8));
  }

  /** Takes what is there; returns whether this made it open. */
  boolean readable(ByteBuffer buffer) throws IOException {
    buffer.clear().position(FrameReader.ROOM);
    if (channel.read(buffer) < 0) {
      throw new IOException("the server has closed client " + number);
    }
    buffer.flip().position(FrameReader.ROOM);
    if (open) {
      read(buffer);
      return false;
    }
    return readHead(buffer);
  }

  /** Whether the first quote has come; says so once. */
  boolean becameServed() {
    var now = reader.isServed() && !servedIsTold;
    servedIsTold |= now;
    return now;
  }

  /** Ends the connection without a word, as a network that breaks does. */
  void reset() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0).close();
  }

  private void read(ByteBuffer buffer) throws IOException {
    reader.read(buffer);
    if (reader.isClosing()) {
      throw new IOException("the server has said goodbye to client " + number);
    }
  }

  private boolean readHead(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      head.append((char) buffer.get());
      if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
        if (!head.toString().startsWith("HTTP/1.1 101")) {
          throw new IOException("no upgrade: " + head.substring(0, head.indexOf("\r\n")));
        }
        head.setLength(0);
        head.trimToSize();
        open = true;
        subscribe();
        read(buffer);
        return true;
      }
    }
    return false;
  }

  /** The mask is zero, so the payload stays as it is. */
  private void subscribe() throws IOException {
    var payload = door.subscription(symbols);
    var frame = ByteBuffer.allocate(payload.length + 8);
    frame.put((byte) (FINAL | (door.isDeflated() ? RSV1 : 0) | door.opcode()));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    }
    frame.putInt(0).put(payload);
    write(Arrays.copyOf(frame.array(), frame.position()));
  }

  private void write(byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    channel.write(buffer);
    if (buffer.hasRemaining()) {
      throw new IOException("the socket of client " + number + " takes nothing");
    }
  }
}
