package openbell.benchmarks.ingest;

import java.nio.file.Path;
import openbell.benchmarks.ParentLines;
import openbell.embedded.EmbeddedStores;
import openbell.embedded.StoresConfig;
import openbell.embedded.StoresException;

/**
 * Postgres, Redis and Kafka below a process of their own, whose core they inherit. Tells the file
 * of the endpoints; told {@code stop} it stops them and deletes their folder.
 */
public final class StoresProcess {
  private StoresProcess() {}

  /** Argument: the folder of the stores. */
  public static void main(String[] args) throws StoresException {
    ParentLines.endWithMain();
    var stores = EmbeddedStores.start(StoresConfig.ephemeral(Path.of(args[0])));
    System.out.println(stores.endpointsFile());
    ParentLines.serve(
        stop -> {
          stores.close();
          return "stopped";
        });
  }
}
