package openbell.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of this one, with the same class path. It is told lines on its standard input, answers
 * lines on its standard output, and ends when its input does, so that none outlives this process.
 */
public final class Child implements AutoCloseable {
  private static final int END_SECONDS = 10;

  /**
   * As the platform is started, however this JVM was: without the second Netty has 2/3 its speed.
   */
  private static final List<String> PLATFORM_FLAGS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;

  private Child(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Starts a main class on any core. */
  public static Child start(Class<?> main, List<String> jvmFlags, Object... arguments) {
    return start(List.of(), main, jvmFlags, arguments);
  }

  /** Starts a main class on one core, or on any where {@link #canPin} says no. */
  public static Child startOn(int core, Class<?> main, List<String> jvmFlags, Object... arguments) {
    var prefix = canPin() ? List.of("taskset", "-c", String.valueOf(core)) : List.<String>of();
    return start(prefix, main, jvmFlags, arguments);
  }

  private static Child start(
      List<String> prefix, Class<?> main, List<String> jvmFlags, Object... arguments) {
    var command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(quietFlags());
    command.addAll(PLATFORM_FLAGS);
    command.addAll(jvmFlags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    try {
      return new Child(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException unstartable) {
      throw new UncheckedIOException(main.getSimpleName() + " did not start", unstartable);
    }
  }

  /** Whether children can be tied to cores: {@code taskset} and two cores at least are there. */
  public static boolean canPin() {
    return Runtime.getRuntime().availableProcessors() >= 2
        && List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
  }

  /** What the JVM needs to start quietly: this one's own module and access flags. */
  private static List<String> quietFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--"))
        .toList();
  }

  public long pid() {
    return process.pid();
  }

  /** Tells the child a line. */
  public void tell(String line) {
    try {
      commands.write(line + "\n");
      commands.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException("a child of the benchmark has ended", gone);
    }
  }

  /** The child's next line; waits for it. */
  public String answer() {
    try {
      var line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("a child of the benchmark has ended; see its log above");
      }
      return line;
    } catch (IOException gone) {
      throw new UncheckedIOException("a child of the benchmark has ended", gone);
    }
  }

  /** Asks it to end (SIGTERM), for one that does not watch its input; {@link #close} waits. */
  public void terminate() {
    process.destroy();
  }

  /** Closes its input and waits until it has ended. */
  @Override
  public void close() {
    try {
      commands.close();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException gone) {
      process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
