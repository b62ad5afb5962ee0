package openbell.embedded;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the jars of the broker: {@code -Dopenbell.broker.path} (a folder), else the list that the
 * build leaves beside these classes, else a folder {@code broker/} beside this module's jar or one
 * above it.
 */
final class BrokerClassPath {
  private static final String LIST = "broker.classpath";
  private static final String FOLDER = "broker";

  private BrokerClassPath() {}

  /** The class path of {@link KafkaBroker}: Kafka's jars and these classes. */
  static String find() throws StoresException, IOException {
    var classes = ownClasses();
    return jars(classes) + File.pathSeparator + classes;
  }

  private static String jars(Path classes) throws StoresException, IOException {
    var configured = System.getProperty("openbell.broker.path", "");
    if (!configured.isBlank()) {
      return jarsIn(Path.of(configured)).orElseThrow(() -> missing(configured));
    }
    var listed = listed();
    if (listed.isPresent()) {
      return listed.get();
    }
    var beside = classes.resolveSibling(FOLDER);
    var above = classes.getParent().resolveSibling(FOLDER);
    for (var folder : List.of(beside, above)) {
      var found = jarsIn(folder);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw missing(beside.toString());
  }

  private static StoresException missing(String folder) {
    return new StoresException(
        "Kafka's jars are not in " + folder + ": run mvn package, or set -Dopenbell.broker.path.");
  }

  private static Optional<String> listed() throws IOException {
    try (var stream = BrokerClassPath.class.getResourceAsStream(LIST)) {
      return stream == null
          ? Optional.empty()
          : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  private static Optional<String> jarsIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (var files = Files.newDirectoryStream(folder, "kafka_*.jar")) {
      // The wildcard is java's own: all jars of the folder.
      return files.iterator().hasNext()
          ? Optional.of(folder.resolve("*").toString())
          : Optional.empty();
    }
  }

  private static Path ownClasses() throws IOException {
    try {
      return Path.of(
          BrokerClassPath.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
