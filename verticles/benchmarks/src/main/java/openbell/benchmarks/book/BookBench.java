package openbell.benchmarks.book;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import openbell.benchmarks.Report;
import org.HdrHistogram.Histogram;

/**
 * Commands a second through one order book on one thread, ours and exchange-core's in turns over
 * the same flow, each round on a fresh book. Tails are sampled per 100 commands. The two must trade
 * the same quantity.
 */
public final class BookBench {
  private static final int WARM_UP_ROUNDS = 6;
  private static final int ROUNDS = 15;
  private static final int SAMPLE = 100;
  private static final double BAR = 1.5;

  private record Result(double commandsPerSecond, Histogram nanosPerSample, long traded) {}

  private BookBench() {}

  /** Runs all flows; the recorded day is left out, and said so, where its data are absent. */
  public static Report run(Path shared) throws IOException {
    var report =
        new Report(
            "book", "flow", "book", "commands/s", "p50 ns/100", "p99 ns/100", "p99.9 ns/100");
    var amazon = Flow.amazon(shared);
    if (amazon.isEmpty()) {
      System.out.println("book: no recorded flow below " + shared + ", the made one alone");
    }
    for (var flow : amazon.map(day -> List.of(day, Flow.deep(1))).orElse(List.of(Flow.deep(1)))) {
      compare(flow, report);
    }
    return report;
  }

  private static void compare(Flow flow, Report report) {
    var ours = new ArrayList<Result>();
    var theirs = new ArrayList<Result>();
    for (var round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
      var our = play(flow, OurBook::new);
      var their = play(flow, ExchangeCoreBook::new);
      if (our.traded != their.traded) {
        throw new IllegalStateException(
            "the books disagree on %s: %d and %d".formatted(flow.name, our.traded, their.traded));
      }
      if (round >= WARM_UP_ROUNDS) {
        ours.add(our);
        theirs.add(their);
      }
    }
    var ourRate = row(report, flow, "Openbell", ours);
    var theirRate = row(report, flow, "exchange-core 0.5.3", theirs);
    report.row(flow.name, "ratio", ourRate / theirRate, "", "", "");
    report.atLeast("book." + flow.name.replace(' ', '_'), ourRate / theirRate, BAR);
  }

  private static double row(Report report, Flow flow, String book, List<Result> results) {
    var all = new Histogram(3);
    results.forEach(result -> all.add(result.nanosPerSample));
    var rates = results.stream().mapToDouble(Result::commandsPerSecond).sorted().toArray();
    var median = rates[rates.length / 2];
    report.row(
        flow.name,
        book,
        median,
        all.getValueAtPercentile(50),
        all.getValueAtPercentile(99),
        all.getValueAtPercentile(99.9));
    return median;
  }

  private static Result play(Flow flow, Supplier<Contender> fresh) {
    var book = fresh.get();
    var samples = new Histogram(3);
    var started = System.nanoTime();
    var sampledAt = started;
    for (var index = 0; index < flow.size; index++) {
      book.apply(flow, index);
      if (index % SAMPLE == SAMPLE - 1) {
        var now = System.nanoTime();
        samples.recordValue(now - sampledAt);
        sampledAt = now;
      }
    }
    var seconds = (System.nanoTime() - started) / 1e9;
    if (book.otherQuantity() == 0) {
      throw new IllegalStateException("a book told of nothing but trades");
    }
    return new Result(flow.size / seconds, samples, book.tradedQuantity());
  }
}
