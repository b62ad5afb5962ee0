package openbell.benchmarks.fanout;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import openbell.benchmarks.ParentLines;
import openbell.benchmarks.ProcessUse;
import org.HdrHistogram.Histogram;

/**
 * The load generator's process: one thread, one selector, all clients. Told {@code connect} it
 * opens and subscribes them all; told {@code measure WARM_UP SECONDS} it answers a {@link Result};
 * told {@code storm} it breaks all connections, opens them again at once, and answers a {@link
 * Storm}. Between commands it does not read, so a window begins with a warm-up. While it measures
 * it rests after each look at its sockets, as a network card collects what arrives before it
 * interrupts: on loopback the sender's thread wakes the reader, frame by frame, and would pay for
 * it.
 */
public final class Generator {
  private static final int AT_ONCE = 128;
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int SELECT_MS = 100;
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Tally tally;
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = FrameReader.buffer(BUFFER_BYTES);
  private final Door door;
  private final int port;
  private final long serverPid;
  private final int sockets;
  private final Histogram servedAfter = new Histogram(3);
  private long startedAt = System.nanoTime();
  private int opened;
  private int served;

  private Generator(Door door, int port, long serverPid, int sockets) throws IOException {
    this.tally = new Tally(door);
    this.door = door;
    this.port = port;
    this.serverPid = serverPid;
    this.sockets = sockets;
  }

  /** Arguments: door, port, process id of the server, sockets. */
  public static void main(String[] args) throws IOException {
    ParentLines.endWithMain();
    var generator =
        new Generator(
            Door.valueOf(args[0]),
            Integer.parseInt(args[1]),
            Long.parseLong(args[2]),
            Integer.parseInt(args[3]));
    ParentLines.serve(generator::answer);
  }

  private String answer(String line) {
    try {
      var words = List.of(line.split(" ", -1));
      return switch (words.getFirst()) {
        case "connect" -> connect();
        case "storm" -> storm().toJson().encode();
        case "measure" -> measure(seconds(words.get(1)), seconds(words.get(2))).encode();
        default -> throw new IllegalArgumentException(line);
      };
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static long seconds(String word) {
    return TimeUnit.SECONDS.toNanos(Long.parseLong(word));
  }

  private String connect() throws IOException {
    open(AT_ONCE);
    return "connected";
  }

  /** Opens and subscribes all clients, so many at once. */
  private void open(int atOnce) throws IOException {
    var random = new Random(1);
    var started = 0;
    opened = 0;
    while (opened < sockets) {
      while (started < sockets && started - opened < atOnce) {
        new Client(door, started, Universe.some(random), tally).connect(selector, port);
        started++;
      }
      select();
    }
  }

  private Storm storm() throws IOException {
    var cpu = ProcessUse.cpuSeconds(serverPid);
    var self = ProcessHandle.current().pid();
    var selfCpu = ProcessUse.cpuSeconds(self);
    for (var key : List.copyOf(selector.keys())) {
      ((Client) key.attachment()).reset();
    }
    selector.selectNow();
    servedAfter.reset();
    served = 0;
    startedAt = System.nanoTime();
    open(sockets);
    while (served < sockets) {
      select();
    }
    return new Storm(
        (System.nanoTime() - startedAt) / 1e9,
        ProcessUse.cpuSeconds(serverPid) - cpu,
        ProcessUse.cpuSeconds(self) - selfCpu,
        servedAfter.getValueAtPercentile(50) / 1e3,
        servedAfter.getValueAtPercentile(99) / 1e3);
  }

  private JsonObject measure(long warmUpNanos, long windowNanos) throws IOException {
    readFor(warmUpNanos);
    var self = ProcessHandle.current().pid();
    var selfCpu = ProcessUse.cpuSeconds(self);
    var serverCpu = ProcessUse.cpuSeconds(serverPid);
    tally.clear();
    var seconds = readFor(windowNanos) / 1e9;
    return new Result(
            seconds,
            ProcessUse.cpuSeconds(serverPid) - serverCpu,
            ProcessUse.cpuSeconds(self) - selfCpu,
            tally.frames(),
            tally.updates(),
            tally.bytes(),
            tally.ageMs(50),
            tally.ageMs(99),
            tally.ageMs(99.9),
            tally.ageMs(100))
        .toJson();
  }

  /** Reads for that long; how long it was. */
  private long readFor(long nanos) throws IOException {
    var from = System.nanoTime();
    while (System.nanoTime() - from < nanos) {
      select();
      LockSupport.parkNanos(REST_NANOS);
    }
    return System.nanoTime() - from;
  }

  private void select() throws IOException {
    selector.select(this::ready, SELECT_MS);
  }

  private void ready(SelectionKey key) {
    var client = (Client) key.attachment();
    try {
      if (key.isConnectable()) {
        client.connected(key);
      } else if (client.readable(buffer)) {
        opened++;
      }
      if (client.becameServed()) {
        served++;
        servedAfter.recordValue((System.nanoTime() - startedAt) / 1_000);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
