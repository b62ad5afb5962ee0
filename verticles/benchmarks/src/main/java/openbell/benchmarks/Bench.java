package openbell.benchmarks;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import openbell.benchmarks.book.BookBench;
import openbell.benchmarks.fanout.FanoutBench;
import openbell.benchmarks.ingest.IngestBench;
import openbell.benchmarks.intake.IntakeBench;
import openbell.benchmarks.orders.OrdersBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one benchmark by name; {@code openbell.jar bench NAME} starts it in a JVM of its own. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Runs a benchmark beside its peer, prints a table and bars, writes JSON.")
public final class Bench implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "fanout, ingest, intake, orders or book")
  private String name;

  @Option(names = "--data", required = true, description = "Folder of the results.")
  private Path dataDir;

  @Option(
      names = "--shared",
      description = "Folder that holds data/lobster; default ../shared, else a made flow.")
  private Path shared = Path.of("../shared");

  @Option(names = "--sockets", description = "fanout: clients; default ${DEFAULT-VALUE}.")
  private int sockets = 10_000;

  @Option(
      names = "--seconds",
      description =
          "fanout, ingest, intake, orders: length of one measurement; default 8, ingest 60, orders"
              + " 30.")
  private Optional<Integer> seconds = Optional.empty();

  @Option(
      names = "--rows",
      split = ",",
      description = "fanout: these rows alone, of ${COMPLETION-CANDIDATES}.")
  private Set<FanoutBench.Row> rows = EnumSet.allOf(FanoutBench.Row.class);

  @Option(names = "--quick", description = "orders: shows that it works, says nothing of speed.")
  private boolean quick;

  @Option(names = "--check", description = "Exit 1 if a bar is not met.")
  private boolean check;

  @Spec private CommandSpec spec;

  private Bench() {}

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (sockets < 100 || seconds.orElse(1) < 1) {
      throw usage("--sockets takes 100 at least, --seconds 1.");
    }
    var report =
        switch (name) {
          case "fanout" -> FanoutBench.run(rows, sockets, seconds.orElse(8));
          case "ingest" -> IngestBench.run(dataDir, seconds.orElse(60));
          case "intake" -> IntakeBench.run(dataDir, seconds.orElse(8));
          case "orders" -> OrdersBench.run(dataDir, scale());
          case "book" -> BookBench.run(shared);
          default -> throw usage("There is no benchmark " + name + ".");
        };
    report.publish(dataDir);
    return check && !report.isMet() ? 1 : 0;
  }

  private OrdersBench.Scale scale() {
    return quick ? OrdersBench.Scale.quick() : OrdersBench.Scale.full(seconds.orElse(30));
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
