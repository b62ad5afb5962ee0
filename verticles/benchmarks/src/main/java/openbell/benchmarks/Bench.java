package openbell.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import openbell.benchmarks.book.BookBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one benchmark by name; {@code openbell.jar bench NAME} starts it in a JVM of its own. */
@Command(name = "bench", mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "book")
  private String name;

  @Option(names = "--data", required = true, description = "Folder of the results.")
  private Path dataDir;

  @Option(
      names = "--shared",
      description = "Folder that holds data/lobster; default ../shared, else a made flow.")
  private Path shared = Path.of("../shared");

  @Option(names = "--check", description = "Exit 1 if a bar is not met.")
  private boolean check;

  private Bench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    var report =
        switch (name) {
          case "book" -> BookBench.run(shared);
          default -> throw new IllegalArgumentException("There is no benchmark " + name + ".");
        };
    report.publish(dataDir);
    return check && !report.isMet() ? 1 : 0;
  }
}
