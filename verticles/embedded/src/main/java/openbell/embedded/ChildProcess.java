package openbell.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running server behind a watchdog: it ends when this JVM ends, whatever ends the JVM.
 *
 * <p>The watchdog is a shell that holds the read end of a pipe whose write end only this JVM has.
 * End-of-file there, by {@link #stop} or by the kernel after {@code kill -9}, makes it signal the
 * server, and kill it after eight seconds. The server is in a session of its own: Ctrl-C in the
 * terminal reaches the JVM alone, which stops its servers in its own order. Any thread.
 */
final class ChildProcess {
  /** {@code $0} is the signal that asks the server to end, {@code $@} its command. */
  private static final String WATCHDOG =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      server=$!
      {
        while read -r ignored; do :; done
        kill -$0 $server
        tenths=0
        while [ $tenths -lt 80 ] && kill -0 $server; do sleep 0.1; tenths=$((tenths + 1)); done
        kill -KILL $server
      } <&3 2>/dev/null &
      watcher=$!
      exec 3<&-
      trap 'kill -$0 $server' TERM INT
      wait $server
      code=$?
      while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
      kill $watcher 2>/dev/null
      exit $code
      """;

  /** Longer than the watchdog waits before it kills. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final boolean HAS_SETSID = Command.succeeds("setsid", "true");

  private final Process watchdog;
  private final String program;

  private ChildProcess(Process watchdog, String program) {
    this.watchdog = watchdog;
    this.program = program;
  }

  /**
   * Starts the command.
   *
   * @param program the file name of the server's executable
   * @param stopSignal what asks it to end cleanly: INT or TERM
   * @param folder its working folder, by which {@link Leftovers} finds it again
   * @param log takes its output; the log of the run before is kept as {@code *.log.1}
   */
  static ChildProcess start(
      String program, String stopSignal, Path folder, Path log, List<String> command)
      throws IOException {
    if (Files.exists(log)) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
    var words = new ArrayList<String>();
    if (HAS_SETSID) {
      words.add("setsid");
    }
    words.addAll(List.of("sh", "-c", WATCHDOG, stopSignal));
    words.addAll(command);
    var builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    cleanEnvironment(builder);
    return new ChildProcess(builder.start(), program);
  }

  /** Keeps settings of the caller's shell (PGPORT, JAVA_TOOL_OPTIONS, ...) away from a server. */
  static void cleanEnvironment(ProcessBuilder builder) {
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.startsWith("PG")
                    || name.equals("JAVA_TOOL_OPTIONS")
                    || name.equals("JDK_JAVA_OPTIONS"));
    builder.environment().put("LC_ALL", "C");
  }

  boolean alive() {
    return watchdog.isAlive();
  }

  /** Waits; true when the server ended within that time. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return watchdog.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The exit code of a server that has ended: 128 + signal where a signal ended it. */
  int exitCode() {
    return watchdog.exitValue();
  }

  /** Runs the action, on some thread, when the server has ended. */
  void onExit(Runnable action) {
    var _ = watchdog.onExit().thenRun(action);
  }

  /** Asks the server to end and waits until it has. Nothing to do where it has ended before. */
  void stop() {
    try {
      watchdog.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!ended()) {
      kill();
    }
  }

  /** SIGKILL to the server itself, and waits; its watchdog ends by that. */
  void kill() {
    watchdog
        .children()
        .filter(child -> Leftovers.runs(child, program))
        .forEach(ProcessHandle::destroyForcibly);
    if (!ended()) {
      watchdog.destroyForcibly();
    }
  }

  private boolean ended() {
    try {
      return endsWithin(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
