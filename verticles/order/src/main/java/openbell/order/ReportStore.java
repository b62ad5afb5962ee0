package openbell.order;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import openbell.order.domain.ReportDecision;
import openbell.order.domain.ReportState;

/** Where reports take effect, and the offsets that say which did. */
interface ReportStore {
  /** Another applier moved the offsets: nothing was applied, they must be read again. */
  final class OffsetsMoved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OffsetsMoved() {
      super("another applier moved the offsets", null, false, false);
    }
  }

  /**
   * Where to go on reading.
   *
   * @param expected partition to the next offset as it was read before
   * @param next partition to the next offset after the batch
   */
  record Advance(Map<Integer, Long> expected, Map<Integer, Long> next) {}

  /** The next offset of each partition of the topic; 0 where nothing was applied yet. */
  Future<Map<Integer, Long>> offsets(int partitions);

  /**
   * One transaction: moves the offsets by compare-and-set, locks accounts then orders, reads what
   * the decision needs, decides, and writes reports, orders, events, parked reports, fills and
   * releases. Fails with {@link OffsetsMoved} or a {@link StoreFailure}.
   */
  Future<ReportDecision> apply(
      List<ReportRecord> records, Advance advance, Function<ReportState, ReportDecision> decide);
}
