package openbell.benchmarks.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import openbell.benchmarks.ParentLines;
import openbell.model.itch.ItchStamps;
import openbell.model.soup.SoupLoginAccepted;
import openbell.model.soup.SoupLoginRequest;
import openbell.model.soup.SoupPackets;
import openbell.model.soup.SoupType;

/**
 * An exchange's TotalView-ITCH 5.0 feed over SoupBinTCP in a process of its own, for one client
 * that stays. Stamps are intended times: a feed that is held up, by the client or by itself, makes
 * its messages old. Tells its port; told {@code run RATE SECONDS} it answers how that went.
 */
public final class ItchLoad {
  private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final String SESSION = "BENCH";

  private final SocketChannel client;
  private final LoadMarket<ItchBook> market = new LoadMarket<>(ItchBook::new);
  private final ItchStamps stamps = new ItchStamps(ZoneId.of("America/New_York"));
  private final ItchChunk chunk = new ItchChunk();

  private ItchLoad(SocketChannel client) {
    this.client = client;
  }

  /** No arguments. */
  public static void main(String[] args) throws IOException {
    ParentLines.endWithMain();
    try (var server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
      var load = new ItchLoad(server.accept());
      load.open();
      Thread.ofPlatform().daemon().start(load::beat);
      ParentLines.serve(load::answer);
    }
  }

  /** Answers the login, lists the stocks, adds their first orders. */
  private synchronized void open() throws IOException {
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    var login = ByteBuffer.allocate(SoupPackets.HEADER + SoupLoginRequest.LENGTH);
    while (login.hasRemaining() && client.read(login) >= 0) {
      // A login of a fixed length may come in parts.
    }
    var accepted = ByteBuffer.allocate(SoupPackets.HEADER + SoupLoginAccepted.LENGTH);
    SoupPackets.put(accepted, new SoupLoginAccepted(SESSION, 1));
    write(accepted.flip());
    chunk.stamp(stamps.nanos(VenueLoad.nowMicros()));
    for (var number = 0; number < LoadMarket.SYMBOLS; number++) {
      chunk.directory(ItchBook.locate(number), LoadMarket.ticker(number));
      market.book(number).open(chunk);
      flush();
    }
  }

  private String answer(String line) {
    var words = List.of(line.split(" ", -1));
    var rate = Integer.parseInt(words.get(1));
    return LoadRun.run(rate, Integer.parseInt(words.get(2)), this::send).encode();
  }

  private synchronized long send(long from, long to, LoadRun clock) {
    for (var i = from; i < to; i++) {
      chunk.stamp(stamps.nanos(clock.micros(i)));
      market.book(market.next()).change(chunk);
      if (chunk.isFull()) {
        flush();
      }
    }
    flush();
    return to;
  }

  private void flush() {
    write(chunk.flip());
    chunk.clear();
  }

  /** Blocks while the client does not read. */
  private void write(ByteBuffer packets) {
    try {
      while (packets.hasRemaining()) {
        client.write(packets);
      }
    } catch (IOException gone) {
      throw new UncheckedIOException("the feed's client has gone", gone);
    }
  }

  /** A server heartbeat each second, whether needed or not. */
  private void beat() {
    while (client.isOpen()) {
      LockSupport.parkNanos(BEAT_NANOS);
      var heartbeat = ByteBuffer.allocate(SoupPackets.HEADER);
      SoupPackets.put(heartbeat, SoupType.SERVER_HEARTBEAT);
      synchronized (this) {
        write(heartbeat.flip());
      }
    }
  }
}
