package openbell.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import openbell.benchmarks.ParentLines;

/**
 * The limit: bytes made beforehand, one write per socket and window, nothing decided, nothing
 * encoded. What the kernel takes from a Java program is what is left to reach.
 */
public final class KernelLimitServer {
  private static final int SLOTS = 10;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int STAMP_DIGITS = 16;
  private static final byte[] UPGRADED =
      "HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes(US_ASCII);

  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final List<List<Peer>> wheel = new ArrayList<>();
  private final List<SocketChannel> waiting = new ArrayList<>();
  private final ByteBuffer request = ByteBuffer.allocateDirect(4_096);
  private final ByteBuffer frame;
  private final int stampAt;
  private int accepted;

  /** A client, and how far its last frame got where its socket was full. */
  private static final class Peer {
    private final SocketChannel channel;
    private int written;
    private boolean closed;

    Peer(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private KernelLimitServer(int frameBytes) throws IOException {
    var text = frame(frameBytes);
    frame = ByteBuffer.allocateDirect(text.length).put(text);
    stampAt = text.length - STAMP_DIGITS - 3;
    for (var slot = 0; slot < SLOTS; slot++) {
      wheel.add(new ArrayList<>());
    }
    listener
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024)
        .configureBlocking(false);
  }

  /** Argument: bytes of a frame, header included. */
  public static void main(String[] args) throws IOException {
    ParentLines.endWithMain();
    var server = new KernelLimitServer(Integer.parseInt(args[0]));
    Thread.ofPlatform().daemon().start(server::run);
    ServerLoops.serve(server.listener.socket().getLocalPort());
  }

  /** As long as the frame to compare with, with the same number of braces and a stamp. */
  private static byte[] frame(int bytes) {
    var head = "{\"type\":\"quotes\",\"d\":[" + "{".repeat(Universe.WATCHED);
    var tail = "\"t\":" + "0".repeat(STAMP_DIGITS) + "}]}";
    var filler = Math.max(126, bytes - 4) - head.length() - tail.length();
    var payload = (head + " ".repeat(filler) + tail).getBytes(US_ASCII);
    return ByteBuffer.allocate(payload.length + 4)
        .put((byte) 0x81)
        .put((byte) 126)
        .putShort((short) payload.length)
        .put(payload)
        .array();
  }

  private void run() {
    try {
      var next = System.nanoTime();
      for (var tick = 0; ; tick++) {
        accept();
        stamp();
        wheel.get(tick % SLOTS).removeIf(KernelLimitServer::isClosed);
        wheel.get(tick % SLOTS).forEach(this::write);
        next = Math.max(next + TICK_NANOS, System.nanoTime());
        LockSupport.parkNanos(next - System.nanoTime());
      }
    } catch (IOException failure) {
      System.err.println("the sender stops: " + failure);
      Runtime.getRuntime().halt(1);
    }
  }

  private void accept() throws IOException {
    for (var channel = listener.accept(); channel != null; channel = listener.accept()) {
      channel.configureBlocking(false);
      waiting.add(channel);
    }
    for (var i = waiting.size() - 1; i >= 0; i--) {
      if (waiting.get(i).read(request.clear()) > 0) {
        var channel = waiting.remove(i);
        channel.write(ByteBuffer.wrap(UPGRADED));
        wheel.get(accepted++ % SLOTS).add(new Peer(channel));
      }
    }
  }

  private void stamp() {
    var digits = Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    frame.put(stampAt, digits.getBytes(US_ASCII));
  }

  private void write(Peer peer) {
    frame.clear().position(peer.written);
    try {
      peer.channel.write(frame);
      peer.written = frame.hasRemaining() ? frame.position() : 0;
    } catch (IOException gone) {
      peer.closed = true;
    }
  }

  private static boolean isClosed(Peer peer) {
    return peer.closed;
  }
}
