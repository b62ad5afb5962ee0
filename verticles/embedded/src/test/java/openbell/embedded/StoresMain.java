package openbell.embedded;

import java.nio.file.Path;

/** A program that runs the stores, for tests that kill it. Argument: the data folder. */
final class StoresMain {
  static final String STARTED = "started";

  private StoresMain() {}

  public static void main(String[] arguments) throws Exception {
    try (var stores = EmbeddedStores.start(TestConfigs.kept(Path.of(arguments[0])))) {
      System.out.println(STARTED);
      var end = System.in.read();
      System.out.println("closing " + stores.endpointsFile() + " after " + end);
    }
  }
}
