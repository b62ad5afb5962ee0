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
  private static final byte[] UPGRADED =
      "HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes(US_ASCII);

  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final List<List<Peer>> wheel = new ArrayList<>();
  private final List<SocketChannel> waiting = new ArrayList<>();
  private final ByteBuffer request = ByteBuffer.allocateDirect(4_096);
  private final LimitFrame frame;
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

  private KernelLimitServer(LimitFrame frame) throws IOException {
    this.frame = frame;
    for (var slot = 0; slot < SLOTS; slot++) {
      wheel.add(new ArrayList<>());
    }
    listener
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024)
        .configureBlocking(false);
  }

  /** Arguments: the door whose frames are sent; bytes of a frame, header included. */
  public static void main(String[] args) throws IOException {
    ParentLines.endWithMain();
    var frame = LimitFrame.of(Door.valueOf(args[0]), Integer.parseInt(args[1]));
    var server = new KernelLimitServer(frame);
    Thread.ofPlatform().daemon().start(server::run);
    ServerLoops.serve(server.listener.socket().getLocalPort());
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
    frame.stamp(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
  }

  private void write(Peer peer) {
    var bytes = frame.bytes().clear().position(peer.written);
    try {
      peer.channel.write(bytes);
      peer.written = bytes.hasRemaining() ? bytes.position() : 0;
    } catch (IOException gone) {
      peer.closed = true;
    }
  }

  private static boolean isClosed(Peer peer) {
    return peer.closed;
  }
}
