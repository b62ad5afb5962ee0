package openbell.benchmarks.orders;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import openbell.benchmarks.Child;
import openbell.launcher.Openbell;

/** All roles in one process, with embedded stores in a folder that goes when it ends. */
final class PlatformUnderTest implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("openbell ready http://localhost:(\\d+) .*");
  private static final Pattern MANAGEMENT = Pattern.compile("management http://127.0.0.1:(\\d+)");

  /** The launcher's own memory, and its compilers' place. */
  private static final List<String> FLAGS =
      List.of(
          "-Xms768m",
          "-Xmx768m",
          "-XX:MaxDirectMemorySize=256m",
          "-XX:-G1UseAdaptiveIHOP",
          "-XX:InitiatingHeapOccupancyPercent=60",
          "-XX:+UseTransparentHugePages",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:ThreadPriorityPolicy=1",
          "-XX:CompilerThreadPriority=19",
          "-Dopenbell.endWithParent=true");

  private static final List<String> PORTS =
      List.of("http", "management", "postgres", "redis", "kafka", "fix", "vendor");

  private final Child process;
  private final Path folder;
  private final int port;
  private final PlatformFigures figures;

  private PlatformUnderTest(Child process, Path folder) {
    this.process = process;
    this.folder = folder;
    this.port = await(READY);
    this.figures = new PlatformFigures(await(MANAGEMENT));
  }

  /** Starts it with further settings and waits until it is ready. */
  static PlatformUnderTest start(Path folder, Map<String, String> settings) {
    var arguments = new ArrayList<>(List.of("run", "--set", "data.dir=" + folder));
    PORTS.forEach(port -> arguments.addAll(List.of("--set", port + ".port=0")));
    settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    var process = Child.start(Openbell.class, FLAGS, arguments.toArray());
    try {
      return new PlatformUnderTest(process, folder);
    } catch (RuntimeException failure) {
      process.terminate();
      process.close();
      throw failure;
    }
  }

  /** Of REST and streams. */
  int port() {
    return port;
  }

  Path endpointsFile() {
    return folder.resolve("endpoints.json");
  }

  PlatformFigures figures() {
    return figures;
  }

  long pid() {
    return process.pid();
  }

  private int await(Pattern pattern) {
    while (true) {
      var matcher = pattern.matcher(process.answer());
      if (matcher.matches()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
  }

  @Override
  public void close() {
    process.terminate();
    process.close();
  }
}
