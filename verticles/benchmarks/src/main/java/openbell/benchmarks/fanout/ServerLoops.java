package openbell.benchmarks.fanout;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import openbell.benchmarks.ParentLines;

/** What the servers under test have in common: their Vert.x, and what they say to the parent. */
final class ServerLoops {
  private ServerLoops() {}

  /** One loop for the sockets and one for the feed. */
  static Vertx vertx() {
    return Vertx.builder()
        .with(new VertxOptions().setEventLoopPoolSize(2).setPreferNativeTransport(true))
        .build();
  }

  /** Tells the port; collects garbage when asked, so that memory can be measured. Blocks. */
  static void serve(int port) {
    System.out.println(port);
    ParentLines.serve(
        collect -> {
          System.gc();
          return "collected";
        });
  }
}
