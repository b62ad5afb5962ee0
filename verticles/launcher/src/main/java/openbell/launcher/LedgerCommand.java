package openbell.launcher;

import java.util.concurrent.Callable;
import openbell.embedded.StoresException;
import openbell.ledger.LedgerVerification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger verify}: all invariants of the books; exits 1 on a break. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = "The books.",
    subcommands = LedgerCommand.Verify.class)
final class LedgerCommand {
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Checks every invariant of the ledger; exits 1 on a break.")
  static final class Verify implements Callable<Integer> {
    @Mixin private ConfigOptions options;

    @Option(
        names = "--from-journal",
        description = "Also rebuilds every balance from the transfers alone.")
    private boolean fromJournal;

    @Override
    public Integer call() throws StoresException {
      return StoreTask.run(
          options.load(), node -> LedgerVerification.report(node.shards(), fromJournal));
    }
  }
}
