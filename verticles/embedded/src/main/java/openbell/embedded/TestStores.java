package openbell.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one set of stores that all tests of a JVM share. */
final class TestStores {
  private static final Object LOCK = new Object();
  private static EmbeddedStores stores;

  private TestStores() {}

  static EmbeddedStores shared() {
    synchronized (LOCK) {
      if (stores == null) {
        stores = start();
        Runtime.getRuntime().addShutdownHook(new Thread(stores::close, "close-test-stores"));
      }
      return stores;
    }
  }

  private static EmbeddedStores start() {
    try {
      return EmbeddedStores.start(StoresConfig.ephemeral(folder()));
    } catch (IOException | StoresException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Below target/, or the system's temporary folder where Postgres's user cannot enter that. */
  private static Path folder() throws IOException, StoresException {
    var target = Files.createDirectories(Path.of("target").toAbsolutePath());
    var parent =
        Unprivileged.detect().reaches(target)
            ? target
            : Path.of(System.getProperty("java.io.tmpdir"));
    var name = "openbell-stores-" + ProcessHandle.current().pid() + "-";
    int number = 0;
    while (Files.exists(parent.resolve(name + number))) {
      number++; // left by a killed process that had our number
    }
    return parent.resolve(name + number);
  }
}
