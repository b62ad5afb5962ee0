package openbell.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The real servers behind a platform process, to be stopped and continued (SIGSTOP, SIGCONT). */
public enum Stores {
  POSTGRES("bin/postgres"),
  REDIS("redis-server"),
  KAFKA("KafkaBroker");

  private final String mark;

  Stores(String mark) {
    this.mark = mark;
  }

  /** Freezes every process of this server: it accepts connections and answers nothing. */
  public void freeze(PlatformProcess platform) {
    signal(platform, "STOP");
  }

  /** Lets it go on. */
  public void thaw(PlatformProcess platform) {
    signal(platform, "CONT");
  }

  /** SIGKILL to every process of this server; whoever started it starts it again. */
  public void kill(PlatformProcess platform) {
    signal(platform, "KILL");
  }

  private void signal(PlatformProcess platform, String signal) {
    var pids = pids(platform);
    if (pids.isEmpty()) {
      throw new AssertionError("no process of " + this);
    }
    pids.forEach(pid -> Signals.send(signal, pid));
  }

  private List<Long> pids(PlatformProcess platform) {
    return platform
        .descendants()
        .filter(child -> commandLine(child.pid()).contains(mark) || isBackend(child))
        .map(ProcessHandle::pid)
        .toList();
  }

  /** Postgres names its own children: "postgres: walwriter". */
  private boolean isBackend(ProcessHandle child) {
    return this == POSTGRES && commandLine(child.pid()).startsWith("postgres:");
  }

  private static String commandLine(long pid) {
    try {
      var bytes = Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "cmdline"));
      return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (NoSuchFileException ended) {
      return "";
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
