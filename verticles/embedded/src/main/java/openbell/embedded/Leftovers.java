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

  /** True when the process executes a file of that name. */
  static boolean runs(ProcessHandle process, String program) {
    return executable(process)
        .map(Path::getFileName)
        .map(name -> name.toString().equals(program))
        .orElse(false);
  }

  /** The running servers of the folder. */
  static List<ProcessHandle> find(Path folder, String program) {
    return ProcessHandle.allProcesses()
        .filter(process -> runs(process, program))
        .filter(process -> worksIn(process, folder))
        .toList();
  }

  private static Optional<Path> executable(ProcessHandle process) {
    try {
      return Optional.of(Files.readSymbolicLink(proc(process, "exe")));
    } catch (IOException e) {
      // Another user's, and this process may not look: the command line is open to all.
      return words(process).stream().findFirst().map(Path::of);
    }
  }

  private static boolean worksIn(ProcessHandle process, Path folder) {
    try {
      return Files.readSymbolicLink(proc(process, "cwd")).startsWith(folder);
    } catch (IOException e) {
      return words(process).contains(folder.toString());
    }
  }

  /** The command line; empty for a process that has ended. */
  private static List<String> words(ProcessHandle process) {
    try {
      return List.of(Files.readString(proc(process, "cmdline")).split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Path proc(ProcessHandle process, String entry) {
    return Path.of("/proc", Long.toString(process.pid()), entry);
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
