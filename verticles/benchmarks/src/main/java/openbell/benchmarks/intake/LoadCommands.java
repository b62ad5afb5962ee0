package openbell.benchmarks.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import openbell.benchmarks.ParentLines;

/**
 * What an intake's process is told: {@code closed CONCURRENCY SECONDS}, {@code paced RATE SECONDS}.
 */
final class LoadCommands {
  private LoadCommands() {}

  /** Says that it is ready, then measures what it is told. Blocks. */
  static void serve(Vertx vertx, Supplier<Future<?>> intake) {
    var load = new IntakeLoad(vertx, intake);
    System.out.println("ready");
    ParentLines.serve(line -> measure(load, List.of(line.split(" ", -1))).await().encode());
  }

  private static Future<JsonObject> measure(IntakeLoad load, List<String> words) {
    var number = Integer.parseInt(words.get(1));
    var seconds = Integer.parseInt(words.get(2));
    return switch (words.getFirst()) {
      case "closed" -> load.closed(number, seconds);
      case "paced" -> load.paced(number, seconds);
      default -> throw new IllegalArgumentException(String.join(" ", words));
    };
  }
}
