package openbell.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of a source checkout that is not shipped: it runs in a JVM of its own, with the class
 * path that {@code mvn package} wrote into its module.
 *
 * @param module a folder below verticles/
 */
record CheckoutProgram(String module, String mainClass) {

  /**
   * Runs it to its end; its exit code.
   *
   * @throws LaunchException with one sentence outside a source checkout
   */
  int run(List<String> jvmFlags, List<String> arguments) throws IOException, InterruptedException {
    var target = Path.of("verticles", module, "target");
    var classPath = target.resolve("classpath.txt");
    if (!Files.exists(classPath)) {
      throw new LaunchException(
          "This runs in a source checkout after mvn package; "
              + classPath
              + " is not below this folder.");
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.quiet());
    command.addAll(jvmFlags);
    command.add("-cp");
    command.add(target.resolve("classes") + ":" + Files.readString(classPath).strip());
    command.add(mainClass);
    command.addAll(arguments);
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
