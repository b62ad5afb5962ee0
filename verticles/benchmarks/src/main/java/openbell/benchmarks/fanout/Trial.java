package openbell.benchmarks.fanout;

import io.vertx.core.json.JsonObject;
import java.util.List;
import openbell.benchmarks.Child;
import openbell.benchmarks.ProcessUse;

/** One server on one core and one generator on the other, with all sockets open. */
final class Trial implements AutoCloseable {
  private static final int SERVER_CORE = 0;
  private static final int GENERATOR_CORE = 1;

  /** The young generation is fixed and touched, so that it is no connection's memory. */
  private static final List<String> SERVER_FLAGS =
      List.of(
          "-Xms104m",
          "-Xmn96m",
          "-Xmx2g",
          "-XX:+UseSerialGC",
          "-XX:+AlwaysPreTouch",
          "-XX:-ShrinkHeapInSteps",
          "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=20");

  private static final List<String> GENERATOR_FLAGS = List.of("-Xmx512m", "-XX:+UseSerialGC");

  private final int sockets;
  private final Child server;
  private final Child generator;
  private final double residentBefore;
  private final double slabBefore;

  /** Starts both and opens the sockets. */
  Trial(Door door, int sockets, Class<?> serverMain, Object... arguments) {
    this.sockets = sockets;
    server = Child.startOn(SERVER_CORE, serverMain, SERVER_FLAGS, arguments);
    var port = server.answer();
    residentBefore = residentKb();
    generator =
        Child.startOn(
            GENERATOR_CORE, Generator.class, GENERATOR_FLAGS, door, port, server.pid(), sockets);
    slabBefore = ProcessUse.slabKb();
    generator.tell("connect");
    generator.answer();
    // What opening the sockets left is no part of what a measurement sees.
    collect();
  }

  Result measure(int warmUpSeconds, int seconds) {
    generator.tell("measure " + warmUpSeconds + " " + seconds);
    return Result.of(new JsonObject(generator.answer()));
  }

  /** Breaks all connections and opens them again at once. */
  Storm storm() {
    generator.tell("storm");
    return Storm.of(new JsonObject(generator.answer()));
  }

  /** What the server's process grew by since before the first socket, for each. */
  double kbPerSocket() {
    return (residentKb() - residentBefore) / sockets;
  }

  /** What the kernel keeps of one end of a connection; both ends are on this machine. */
  double kernelKbPerSocket() {
    return (ProcessUse.slabKb() - slabBefore) / 2 / sockets;
  }

  private void collect() {
    server.tell("collect");
    server.answer();
  }

  /** After a collection of garbage. */
  private double residentKb() {
    collect();
    return ProcessUse.residentKb(server.pid());
  }

  @Override
  public void close() {
    generator.close();
    server.close();
  }
}
