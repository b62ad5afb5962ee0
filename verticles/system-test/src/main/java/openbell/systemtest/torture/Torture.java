package openbell.systemtest.torture;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import openbell.systemtest.PlatformJvm;
import openbell.systemtest.torture.Round.Outcome;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code openbell.jar torture}: rounds of load and faults over one data folder. Each round's seed
 * is the first plus its number, so that any one of them can be run again. Exits 1 on any break.
 */
@Command(
    name = "torture",
    mixinStandardHelpOptions = true,
    description = "Kills parts of a platform under load and proves what is left.")
public final class Torture implements Callable<Integer> {
  private static final int FROM_JOURNAL_EACH = 10;

  @Option(names = "--seed", description = "Of the first round; default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--rounds", description = "How many; default ${DEFAULT-VALUE}.")
  private int rounds = 10;

  @Option(names = "--victim", description = "Of every round; default the seed's choice.")
  private Optional<Victim> victim = Optional.empty();

  @Option(
      names = "--data",
      description = "An empty folder for the platform's data; default a temporary one.")
  private Path data;

  private PlatformJvm jvm = PlatformJvm.asTested();
  private final Map<Victim, List<Outcome>> outcomes = new EnumMap<>(Victim.class);
  private final List<String> breaks = new ArrayList<>();

  private Torture() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Torture()).execute(args));
  }

  /** Runs one round of each seed; what was broken, one sentence each. */
  public static List<String> run(Path data, List<Long> seeds)
      throws InterruptedException, ExecutionException {
    var torture = new Torture();
    torture.data = data;
    torture.runRounds(seeds);
    return torture.breaks;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    if (rounds < 1) {
      System.err.println("openbell: --rounds takes 1 at least.");
      return CommandLine.ExitCode.USAGE;
    }
    if (data == null) {
      data = Files.createTempDirectory("openbell-torture");
    }
    jvm = QuickStart.prepare();
    runRounds(LongStream.range(seed, seed + rounds).boxed().toList());
    return breaks.isEmpty() ? 0 : 1;
  }

  private void runRounds(List<Long> seeds) throws InterruptedException, ExecutionException {
    var lastSeqs = new long[Round.accounts()];
    var vertx = Vertx.vertx();
    try (var platform = TorturedPlatform.start(data, jvm)) {
      var audit = new VenueAudit(platform.venuePartitions());
      for (var number = 0; number < seeds.size(); number++) {
        var roundSeed = seeds.get(number);
        var outcome = new Round(platform, lastSeqs, "t" + roundSeed, roundSeed).run(victim);
        var found = new ArrayList<>(outcome.breaks());
        var fromJournal =
            number % FROM_JOURNAL_EACH == FROM_JOURNAL_EACH - 1 || number == seeds.size() - 1;
        found.addAll(LedgerCheck.check(vertx, platform.endpoints().postgres(), fromJournal));
        outcome.phases().ended("ledger");
        found.addAll(audit.check(platform.endpoints().kafka().bootstrap(), platform.venueLog()));
        outcome.phases().ended("replay");
        tell(roundSeed, outcome, found);
      }
      report(seeds.size(), audit);
    } finally {
      vertx.close();
    }
  }

  private void tell(long roundSeed, Outcome outcome, List<String> found) {
    outcomes.computeIfAbsent(outcome.victim(), victim -> new ArrayList<>()).add(outcome);
    System.out.printf(
        "round %d: %s, %d orders and %d cancels acknowledged, %d fills, trades again after %.1f s,"
            + " %.1f s (%s), %s%n",
        roundSeed,
        outcome.victim(),
        outcome.acknowledged(),
        outcome.cancels(),
        outcome.fills(),
        outcome.recovery().toMillis() / 1e3,
        outcome.phases().totalMillis() / 1e3,
        outcome.phases(),
        found.isEmpty() ? "ok" : "BROKEN");
    found.stream().limit(10).forEach(sentence -> System.out.println("  " + sentence));
    found.forEach(sentence -> breaks.add("round " + roundSeed + ": " + sentence));
  }

  private void report(int rounds, VenueAudit audit) {
    System.out.println();
    System.out.println(
        "victim                rounds  orders  cancels   fills  mean s  worst s  worst recovery s");
    outcomes.forEach(Torture::reportVictim);
    System.out.printf(
        "%d reports equal to the log's replay, %d repeated with equal bytes, %d recoveries with"
            + " equal books%n",
        audit.reports(), audit.repeated(), audit.recoveries());
    System.out.printf(
        "balances rebuilt from the journal each %d rounds and after the last, all else in each%n",
        FROM_JOURNAL_EACH);
    System.out.printf("%d rounds, %d breaks%n", rounds, breaks.size());
  }

  private static void reportVictim(Victim victim, List<Outcome> all) {
    var seconds = all.stream().mapToDouble(one -> one.phases().totalMillis() / 1e3);
    var times = seconds.summaryStatistics();
    System.out.printf(
        "%-20s %7d %7d %8d %7d %7.1f %8.1f %17.1f%n",
        victim,
        all.size(),
        all.stream().mapToInt(Outcome::acknowledged).sum(),
        all.stream().mapToInt(Outcome::cancels).sum(),
        all.stream().mapToInt(Outcome::fills).sum(),
        times.getAverage(),
        times.getMax(),
        all.stream().mapToLong(one -> one.recovery().toMillis()).max().orElse(0) / 1e3);
  }
}
