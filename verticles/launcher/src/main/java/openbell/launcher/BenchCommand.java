package openbell.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    description = "Runs a benchmark against its peer: fanout, ingest, intake or book.")
final class BenchCommand implements Callable<Integer> {
  private static final Path CLASS_PATH = Path.of("verticles/benchmarks/target/classpath.txt");
  private static final Path CLASSES = Path.of("verticles/benchmarks/target/classes");

  @Mixin private ConfigOptions options;

  @Parameters(paramLabel = "NAME", description = "fanout, ingest, intake or book")
  private String name;

  @Option(names = "--sockets", description = "fanout: clients.")
  private Optional<Integer> sockets = Optional.empty();

  @Option(names = "--seconds", description = "fanout, ingest, intake: length of one measurement.")
  private Optional<Integer> seconds = Optional.empty();

  @Option(names = "--rows", description = "fanout: these rows alone, separated by commas.")
  private Optional<String> rows = Optional.empty();

  @Option(names = "--check", description = "Exit 1 if a bar is not met.")
  private boolean check;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var dataDir = options.load().dataDir();
    if (!Files.exists(CLASS_PATH)) {
      throw new LaunchException(
          "Benchmarks run in a source checkout after mvn package; "
              + CLASS_PATH
              + " is not below this folder.");
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.quiet());
    command.addAll(List.of("-cp", CLASSES + ":" + Files.readString(CLASS_PATH).strip()));
    command.add("openbell.benchmarks.Bench");
    command.addAll(List.of(name, "--data", dataDir.toString()));
    sockets.ifPresent(number -> command.addAll(List.of("--sockets", number.toString())));
    seconds.ifPresent(number -> command.addAll(List.of("--seconds", number.toString())));
    rows.ifPresent(names -> command.addAll(List.of("--rows", names)));
    if (check) {
      command.add("--check");
    }
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
