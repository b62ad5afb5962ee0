package openbell.systemtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process of the platform as a user starts it: the main class, real stores, free ports. Its
 * standard error is kept in target/logs.
 */
public final class PlatformProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("openbell ready (http://localhost:(\\d+)|without http) in [0-9.]+ s");
  private static final Pattern MANAGEMENT = Pattern.compile("management (http://127.0.0.1:\\d+)");
  private static final long READY_SECONDS = 120;
  private static final Duration END = Duration.ofSeconds(30);
  private static final List<String> PORTS =
      List.of(
          "http",
          "management",
          "postgres",
          "redis",
          "kafka",
          "fix",
          "vendor",
          "itch.soup",
          "itch.mold");

  private final Process process;
  private final Path errors;
  private final CompletableFuture<Optional<String>> url = new CompletableFuture<>();
  private final CompletableFuture<String> management = new CompletableFuture<>();

  private PlatformProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    Thread.ofVirtual().start(this::readLines);
  }

  /** Starts {@code run} with these further arguments over a data folder, on free ports. */
  public static PlatformProcess start(Path dataDir, String... arguments) {
    return start(PlatformJvm.asTested(), dataDir, arguments);
  }

  /** As {@link #start(Path, String...)}, with a JVM of the caller's choice. */
  public static PlatformProcess start(PlatformJvm jvm, Path dataDir, String... arguments) {
    var all = new ArrayList<>(List.of("run", "--set", "data.dir=" + dataDir));
    for (var port : PORTS) {
      all.addAll(List.of("--set", port + ".port=0"));
    }
    all.addAll(List.of(arguments));
    return launch(jvm.command(all));
  }

  /** Runs a subcommand to its end; its exit code and what it printed. */
  public static Finished run(String... arguments) {
    try {
      var output = Files.createTempFile(logs(), "subcommand", ".log");
      var process =
          new ProcessBuilder(PlatformJvm.asTested().command(List.of(arguments)))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(READY_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("did not end: " + Files.readString(output));
      }
      return new Finished(process.exitValue(), Files.readString(output));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** A subcommand that has ended. */
  public record Finished(int exitCode, String output) {}

  /** Waits until the ready line is printed. */
  public PlatformProcess awaitReady() {
    await(url);
    return this;
  }

  /** The base of REST and streams. */
  public String url() {
    return await(url).orElseThrow(() -> new AssertionError("this process serves no http"));
  }

  /** The base of health and metrics. */
  public String managementUrl() {
    return await(management);
  }

  /** All processes below this one. */
  public Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL to the process and to all its children, stores included. */
  public void kill() {
    var children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    awaitEnd();
  }

  /** Sends a signal, e.g. {@code STOP}, to this process alone. */
  public void signal(String name) {
    Signals.send(name, process.pid());
  }

  /** SIGTERM, and waits for the end. */
  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  /** Everything that the process wrote on standard error. */
  public String errors() {
    try {
      return Files.readString(errors);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** SIGTERM, and waits for an end that takes longer than most. */
  public void endWithin(Duration patience) {
    process.destroy();
    awaitEnd(patience);
  }

  /** Waits for the end by itself; the exit code. */
  public int awaitEnd() {
    return awaitEnd(END);
  }

  private int awaitEnd(Duration patience) {
    try {
      if (!process.waitFor(patience)) {
        process.destroyForcibly();
        throw new AssertionError("the platform did not end within " + patience + ":\n" + errors());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static PlatformProcess launch(List<String> command) {
    try {
      var errors = Files.createTempFile(logs(), "platform", ".log");
      var process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      return new PlatformProcess(process, errors);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path logs() throws IOException {
    return Files.createDirectories(
        Path.of(System.getProperty("project.root"), "verticles/system-test/target/logs"));
  }

  private void readLines() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var ready = READY.matcher(line);
        if (ready.matches()) {
          url.complete(Optional.ofNullable(ready.group(2)).map(port -> "http://localhost:" + port));
        }
        var managed = MANAGEMENT.matcher(line);
        if (managed.matches()) {
          management.complete(managed.group(1));
        }
      }
    } catch (IOException failure) {
      url.completeExceptionally(failure);
    }
    var ended = new IllegalStateException("the platform ended before it was ready");
    url.completeExceptionally(ended);
    management.completeExceptionally(ended);
  }

  private <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(READY_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new AssertionError(failure + "\n" + errors(), failure);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
