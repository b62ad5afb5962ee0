package openbell.order;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** No file of the Postgres below this JVM grows beyond a size while it is open (RLIMIT_FSIZE). */
final class FileSizeLimit {
  private static final String NONE = "unlimited";

  private FileSizeLimit() {}

  static void set(long bytes) {
    setAll(Long.toString(bytes));
  }

  static void lift() {
    setAll(NONE);
  }

  /**
   * The server, from which new connections inherit it, and the connections that there are; twice,
   * since one may have come before the server had it.
   */
  private static void setAll(String limit) {
    setOnce(limit);
    setOnce(limit);
  }

  private static void setOnce(String limit) {
    var pids =
        ProcessHandle.current()
            .descendants()
            .filter(child -> isPostgres(child.pid()))
            .map(ProcessHandle::pid)
            .toList();
    if (pids.isEmpty()) {
      throw new AssertionError("no process of Postgres");
    }
    pids.forEach(pid -> prlimit(pid, limit));
  }

  private static void prlimit(long pid, String limit) {
    try {
      var done =
          new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=" + limit + ":")
              .redirectErrorStream(true)
              .start();
      var said = new String(done.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (done.waitFor() != 0 && ProcessHandle.of(pid).isPresent()) {
        throw new AssertionError("prlimit: " + said);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static boolean isPostgres(long pid) {
    try {
      var command = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      return command.contains("bin/postgres") || command.startsWith("postgres:");
    } catch (NoSuchFileException ended) {
      return false;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
