package openbell.venue;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.Node;
import openbell.wire.reference.Instrument;

/** A venue in a process of its own, that can be suspended in the middle of what it does. */
final class VenueProcess implements AutoCloseable {
  private static final String OWNS = "owns";
  private static final String LOST = "lost";

  private final Process process;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  private VenueProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::listen);
  }

  /** Starts a venue over the test's stores, and waits until it owns the partition. */
  static VenueProcess start(Endpoints endpoints, int partition, Path folder) throws IOException {
    var pg = endpoints.postgres();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.add(VenueProcess.class.getName());
    command.addAll(List.of(pg.host(), "" + pg.port(), pg.database(), pg.user(), pg.password()));
    command.addAll(List.of(endpoints.kafka().bootstrap(), "" + partition, folder.toString()));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var venue = new VenueProcess(process);
    Await.until("the other process owns the partition", () -> venue.said.contains(OWNS));
    return venue;
  }

  /** SIGSTOP: it does nothing at all, and does not know it. */
  void suspend() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** SIGCONT: it goes on with what it believes. */
  void goOn() throws IOException, InterruptedException {
    signal("-CONT");
  }

  /** Waits until it knows that the partition is another's. */
  void awaitLost() {
    Await.until("the other process has lost the partition", () -> said.contains(LOST));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void signal(String signal) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", signal, "" + process.pid()).start().waitFor();
    if (code != 0) {
      throw new IOException("kill " + signal + " says " + code);
    }
  }

  private void listen() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(said::add);
    } catch (IOException | UncheckedIOException ended) {
      said.add("ended");
    }
  }

  /** The other process: owns what it can, and says when the partition comes and goes. */
  public static void main(String[] args) throws Exception {
    var postgres =
        new Endpoints.Postgres(args[0], Integer.parseInt(args[1]), args[2], args[3], args[4]);
    var endpoints =
        new Endpoints(
            postgres, new Endpoints.Redis("127.0.0.1", 1, ""), new Endpoints.Kafka(args[5]));
    int partition = Integer.parseInt(args[6]);
    var config = Config.load("demo", null, Map.of(), List.of("data.dir=" + args[7]));
    var node = Node.on(Vertx.vertx(), config, endpoints);
    node.vertx().deployVerticle(new VenueVerticle(node)).await(60, TimeUnit.SECONDS);
    node.instruments().put(List.of(instrument(partition)));
    var part = "venue." + partition;
    Await.until(OWNS, () -> node.health().isUp(part));
    System.out.println(OWNS);
    while (node.health().isUp(part)) {
      LockSupport.parkNanos(1_000_000);
    }
    System.out.println(LOST);
    // Waits to be killed, so that a partition that came back would be seen.
    Thread.currentThread().join();
  }

  static Instrument instrument(int partition) {
    return Instrument.newBuilder()
        .setSymbol(VenueFixture.SYMBOL)
        .setVenuePartition(partition)
        .setTradable(true)
        .build();
  }
}
