package openbell.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Servers of an earlier run that still work in a folder: after {@code kill -9} of this program they
 * need a moment to end, and must not meet their successors.
 *
 * <p>A server is known by its working folder and its executable, never by a number in a file, which
 * another program may bear by now.
 */
final class Leftovers {
  /** Longer than the watchdog of {@link ChildProcess} waits before it kills. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);

  private Leftovers() {}

  /** Waits until no such server works in the folder; those that stay are killed. */
  static void clear(Path folder, String program) throws IOException, InterruptedException {
    if (endWithin(find(folder, program), PATIENCE)) {
      return;
    }
    var stayed = find(folder, program);
    stayed.forEach(ProcessHandle::destroyForcibly);
    if (!endWithin(stayed, KILL_PATIENCE)) {
      throw new IOException(
          "a " + program + " of an earlier run still works in " + folder + " and cannot be killed");
    }
  }

  static boolean runs(ProcessHandle process, String program) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString().equals(program))
        .orElse(false);
  }

  private static List<ProcessHandle> find(Path folder, String program) {
    return ProcessHandle.allProcesses()
        .filter(process -> runs(process, program))
        .filter(process -> workingFolder(process).map(f -> f.startsWith(folder)).orElse(false))
        .toList();
  }

  private static Optional<Path> workingFolder(ProcessHandle process) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc", "" + process.pid(), "cwd")));
    } catch (IOException e) {
      return Optional.empty(); // ended meanwhile, or another user's
    }
  }

  private static boolean endWithin(List<ProcessHandle> processes, Duration time)
      throws InterruptedException, IOException {
    var ends =
        CompletableFuture.allOf(
            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
    try {
      ends.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
