package openbell.launcher;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.concurrent.Callable;
import openbell.embedded.StoresException;
import openbell.ledger.LedgerVerification;
import openbell.ledger.domain.Invariant;
import openbell.runtime.Node;
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
      return StoreTask.run(options.load(), this::verify);
    }

    private Future<Integer> verify(Node node) {
      var shards = node.shards().all().stream().map(this::verifyShard).toList();
      return Future.join(shards)
          .map(done -> shards.stream().allMatch(shard -> report(shard.result())) ? 0 : 1);
    }

    private Future<List<Invariant>> verifyShard(Pool pool) {
      return fromJournal ? LedgerVerification.runFromJournal(pool) : LedgerVerification.run(pool);
    }

    private static boolean report(List<Invariant> invariants) {
      for (var invariant : invariants) {
        System.out.println(
            invariant.holds()
                ? "ok    " + invariant.name()
                : "BREAK %s: %d, for example %s"
                    .formatted(invariant.name(), invariant.breaks(), invariant.sample()));
      }
      return !invariants.isEmpty() && invariants.stream().allMatch(Invariant::holds);
    }
  }
}
