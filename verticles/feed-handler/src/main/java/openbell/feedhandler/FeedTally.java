package openbell.feedhandler;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.publish.FeedMetrics;
import openbell.wire.feed.RejectionCount;

/**
 * How many updates of one period of ownership got which verdict. For one event loop; allocates
 * nothing per update.
 */
final class FeedTally {
  private static final class Count {
    private long value;
    private long told;
  }

  private final Map<Verdict, Count> counts = new EnumMap<>(Verdict.class);

  FeedTally() {
    for (var verdict : Verdict.values()) {
      counts.put(verdict, new Count());
    }
  }

  void count(Verdict verdict) {
    counts.get(verdict).value++;
  }

  /**
   * Tells the metrics what was counted since the last call: a counter for all threads is dearer.
   */
  void tell(FeedMetrics metrics) {
    counts.forEach(
        (verdict, count) -> {
          if (count.value != count.told) {
            metrics.count(verdict, Math.toIntExact(count.value - count.told));
            count.told = count.value;
          }
        });
  }

  /** Those that were applied. */
  long taken() {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().isTaken())
        .mapToLong(entry -> entry.getValue().value)
        .sum();
  }

  /** All verdicts but the best that occurred: the rejections, and what came late. */
  List<RejectionCount> others() {
    var others = new ArrayList<RejectionCount>();
    counts.forEach(
        (verdict, count) -> {
          if (verdict != Verdict.ACCEPTED && count.value > 0) {
            others.add(
                RejectionCount.newBuilder()
                    .setReason(verdict.reason())
                    .setCount(count.value)
                    .build());
          }
        });
    return others;
  }
}
