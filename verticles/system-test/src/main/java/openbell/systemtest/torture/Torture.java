package openbell.systemtest.torture;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
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

  @Option(
      names = "--data",
      description = "An empty folder for the platform's data; default a temporary one.")
  private Path data;

  private final Map<Victim, List<Outcome>> outcomes = new EnumMap<>(Victim.class);
  private final List<String> breaks = new ArrayList<>();

  private Torture() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Torture()).execute(args));
  }

  /** Runs so many rounds from a seed; what was broken, one sentence each. */
  public static List<String> run(Path data, long seed, int rounds)
      throws InterruptedException, ExecutionException {
    var torture = new Torture();
    torture.data = data;
    torture.seed = seed;
    torture.rounds = rounds;
    torture.runRounds();
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
    runRounds();
    return breaks.isEmpty() ? 0 : 1;
  }

  private void runRounds() throws InterruptedException, ExecutionException {
    var lastSeqs = new long[Round.accounts()];
    var vertx = Vertx.vertx();
    try (var platform = TorturedPlatform.start(data)) {
      var audit = new VenueAudit(platform.venuePartitions());
      for (var number = 0; number < rounds; number++) {
        var name = "t" + (seed + number);
        var outcome = new Round(platform, lastSeqs, name, seed + number).run();
        var found = new ArrayList<>(outcome.breaks());
        var fromJournal = number % FROM_JOURNAL_EACH == 0 || number == rounds - 1;
        found.addAll(LedgerCheck.check(vertx, platform.endpoints().postgres(), fromJournal));
        found.addAll(audit.check(platform.endpoints().kafka().bootstrap(), platform.venueLog()));
        tell(seed + number, outcome, found);
      }
      report(audit);
    } finally {
      vertx.close();
    }
  }

  private void tell(long roundSeed, Outcome outcome, List<String> found) {
    outcomes.computeIfAbsent(outcome.victim(), victim -> new ArrayList<>()).add(outcome);
    System.out.printf(
        "round %d: %s, %d orders and %d cancels acknowledged, %d fills, %.1f s, %s%n",
        roundSeed,
        outcome.victim(),
        outcome.acknowledged(),
        outcome.cancels(),
        outcome.fills(),
        outcome.millis() / 1_000.0,
        found.isEmpty() ? "ok" : "BROKEN");
    found.stream().limit(10).forEach(sentence -> System.out.println("  " + sentence));
    found.forEach(sentence -> breaks.add("round " + roundSeed + ": " + sentence));
  }

  private void report(VenueAudit audit) {
    System.out.println();
    System.out.println("victim                rounds  orders  cancels   fills");
    outcomes.forEach(
        (victim, all) ->
            System.out.printf(
                "%-20s %7d %7d %8d %7d%n",
                victim,
                all.size(),
                all.stream().mapToInt(Outcome::acknowledged).sum(),
                all.stream().mapToInt(Outcome::cancels).sum(),
                all.stream().mapToInt(Outcome::fills).sum()));
    System.out.printf(
        "%d reports equal to the log's replay, %d repeated with equal bytes, %d recoveries with"
            + " equal books%n",
        audit.reports(), audit.repeated(), audit.recoveries());
    System.out.printf("%d rounds, %d breaks%n", rounds, breaks.size());
  }
}
