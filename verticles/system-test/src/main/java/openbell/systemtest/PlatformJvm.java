package openbell.systemtest;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the JVM of a platform's process is started.
 *
 * @param classPath as java takes it
 */
public record PlatformJvm(List<String> flags, String classPath) {
  private static final String JAR = "openbell.jar";

  /** With the class path of this JVM and the flags that it was told. */
  public static PlatformJvm asTested() {
    return new PlatformJvm(
        List.of(System.getProperty("jvm.flags").strip().split("\\s+")),
        System.getProperty("java.class.path"));
  }

  /** From the jar alone, as a user starts it; empty where no jar was built. */
  public static Optional<PlatformJvm> ofJar() {
    var tested = asTested();
    return Stream.of(tested.classPath().split(File.pathSeparator))
        .filter(entry -> Path.of(entry).endsWith(JAR))
        .findFirst()
        .map(jar -> new PlatformJvm(tested.flags(), jar));
  }

  /** The same with a flag more. */
  public PlatformJvm with(String flag) {
    var all = new ArrayList<>(flags);
    all.add(flag);
    return new PlatformJvm(List.copyOf(all), classPath);
  }

  List<String> command(List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath));
    command.add("-Dopenbell.endWithParent=true");
    command.add("openbell.launcher.Openbell");
    command.addAll(arguments);
    return command;
  }
}
