package openbell.embedded;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Kafka 4.3, one broker that is its own controller, in a JVM with a class path of its own. */
final class KafkaServer implements StoreServer {
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx192m",
          "-XX:+UseSerialGC",
          // Huge pages are known to Linux alone; elsewhere the broker goes without.
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:+UseTransparentHugePages",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Djava.awt.headless=true",
          // Kafka asks log4j's API for its levels; nothing logs there.
          "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dorg.slf4j.simpleLogger.showDateTime=true");

  private static final List<String> COMPILERS =
      List.of("-XX:TieredStopAtLevel=", "-XX:ThreadPriorityPolicy=", "-XX:CompilerThreadPriority=");

  private final DataFolder data;
  private final int port;

  KafkaServer(DataFolder data, int port) {
    this.data = data;
    this.port = port;
  }

  @Override
  public Store store() {
    return Store.KAFKA;
  }

  @Override
  public String program() {
    return "java";
  }

  @Override
  public Path folder() {
    return data.store(Store.KAFKA);
  }

  @Override
  public Path log() {
    return data.log(Store.KAFKA.key());
  }

  @Override
  public List<Integer> ports() {
    return List.of(port, port + 1);
  }

  @Override
  public void prepare() throws IOException {
    FileTree.privateFolder(folder());
    Files.deleteIfExists(readyFile());
  }

  @Override
  public ChildProcess spawn() throws StoresException, IOException {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", program()).toString());
    words.addAll(JVM_OPTIONS);
    words.addAll(compilers());
    words.addAll(
        List.of(
            "-cp",
            BrokerClassPath.find(),
            KafkaBroker.class.getName(),
            folder().resolve("log").toString(),
            Integer.toString(port),
            readyFile().toString()));
    return ChildProcess.start(program(), "TERM", folder(), log(), words);
  }

  /**
   * As this JVM is compiled: one that lives for seconds says so, and C2 takes from a broker's start
   * what it gives later; where the broker lives, that is nearly half of its processor time. And who
   * compiles behind all other work does so here too.
   */
  private static List<String> compilers() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> COMPILERS.stream().anyMatch(flag::startsWith))
        .toList();
  }

  @Override
  public boolean ready() {
    return Files.exists(readyFile());
  }

  private Path readyFile() {
    return folder().resolve("ready");
  }
}
