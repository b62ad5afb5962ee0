package openbell.launcher;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import openbell.embedded.StoresException;
import openbell.gateway.InstrumentImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code instruments import FILE}. */
@Command(
    name = "instruments",
    mixinStandardHelpOptions = true,
    description = "Reference data.",
    subcommands = InstrumentsCommand.Import.class)
final class InstrumentsCommand {
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Imports listings into the platform's instrument master.")
  static final class Import implements Callable<Integer> {
    @Mixin private ConfigOptions options;

    @Parameters(paramLabel = "FILE", description = "Our CSV (see config/instruments.csv).")
    private Path file;

    @Override
    public Integer call() throws StoresException {
      return StoreTask.run(
          options.load(),
          node ->
              InstrumentImport.run(node, file)
                  .map(
                      changed -> {
                        System.out.println(changed + " instruments changed");
                        return 0;
                      }));
    }
  }
}
