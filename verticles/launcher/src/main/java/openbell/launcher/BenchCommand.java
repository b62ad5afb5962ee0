package openbell.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code bench NAME}: runs a benchmark in a JVM of its own, with the class path that {@code mvn
 * package} wrote. Neither the benchmarks nor their peers are shipped.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Runs a benchmark against its peer: fanout, ingest, intake, orders or book.")
final class BenchCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options;

  @Parameters(paramLabel = "NAME", description = "fanout, ingest, intake, orders or book")
  private String name;

  @Option(names = "--sockets", description = "fanout: clients.")
  private Optional<Integer> sockets = Optional.empty();

  @Option(
      names = "--seconds",
      description = "fanout, ingest, intake, orders: length of one measurement.")
  private Optional<Integer> seconds = Optional.empty();

  @Option(names = "--rows", description = "fanout: these rows alone, separated by commas.")
  private Optional<String> rows = Optional.empty();

  @Option(names = "--quick", description = "orders: shows that it works, says nothing of speed.")
  private boolean quick;

  @Option(names = "--check", description = "Exit 1 if a bar is not met.")
  private boolean check;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var dataDir = options.load().dataDir();
    var arguments = new ArrayList<>(List.of(name, "--data", dataDir.toString()));
    sockets.ifPresent(number -> arguments.addAll(List.of("--sockets", number.toString())));
    seconds.ifPresent(number -> arguments.addAll(List.of("--seconds", number.toString())));
    rows.ifPresent(names -> arguments.addAll(List.of("--rows", names)));
    if (quick) {
      arguments.add("--quick");
    }
    if (check) {
      arguments.add("--check");
    }
    return new CheckoutProgram("benchmarks", "openbell.benchmarks.Bench").run(List.of(), arguments);
  }
}
