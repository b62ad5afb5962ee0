package openbell.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system counts of a process (Linux, {@code proc(5)}). */
public final class ProcessUse {
  private static final double TICKS_PER_SECOND = 100;
  private static final double KB_PER_PAGE = 4;

  private ProcessUse() {}

  /** User and system time so far, all threads, in seconds. */
  public static double cpuSeconds(long pid) {
    var stat = read(pid, "stat");
    // The second field, the name in brackets, may hold blanks; user time is the 14th.
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** Resident memory in KB. */
  public static double residentKb(long pid) {
    return Long.parseLong(read(pid, "statm").split(" ", -1)[1]) * KB_PER_PAGE;
  }

  /** What the machine's kernel keeps in its own tables, sockets among it, in KB. */
  public static double slabKb() {
    try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("Slab:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("/proc/meminfo", unreadable);
    }
  }

  private static String read(long pid, String name) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), name));
    } catch (IOException gone) {
      throw new UncheckedIOException("process " + pid + " has ended", gone);
    }
  }
}
