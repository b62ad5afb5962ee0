package openbell.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code torture}: kills parts of a platform of its own under load and proves what is left. */
@Command(
    name = "torture",
    mixinStandardHelpOptions = true,
    description =
        "Kills order, venue, Postgres, Kafka, Redis, or all of them under load, on a platform of"
            + " its own, and checks every acknowledged order, fill and paisa; exits 1 on a break.")
final class TortureCommand implements Callable<Integer> {
  /** Its processes live for seconds. */
  private static final String QUICK_TO_START = "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  @Option(names = "--seed", description = "Of the first round; default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--rounds", description = "How many; default ${DEFAULT-VALUE}.")
  private int rounds = 10;

  @Option(
      names = "--victim",
      description = "Of every round, e.g. VENUE_NODE; default the seed's choice.")
  private Optional<String> victim = Optional.empty();

  @Option(names = "--data", description = "An empty folder for its data; default a temporary one.")
  private Optional<Path> data = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var arguments =
        new ArrayList<>(List.of("--seed", Long.toString(seed), "--rounds", "" + rounds));
    victim.ifPresent(name -> arguments.addAll(List.of("--victim", name)));
    data.ifPresent(folder -> arguments.addAll(List.of("--data", folder.toString())));
    return new CheckoutProgram("system-test", "openbell.systemtest.torture.Torture")
        .run(
            List.of(
                "-Xmx512m",
                "-Djvm.flags=" + QUICK_TO_START + " " + String.join(" ", JvmFlags.quiet()),
                "-Dproject.root=" + Path.of("").toAbsolutePath()),
            arguments);
  }
}
