package openbell.order;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import openbell.order.domain.ReportDecision;
import openbell.order.domain.ReportState;
import openbell.order.log.Advance;
import openbell.order.log.OffsetsMoved;

/** Where reports take effect, and the offsets that say which did. */
interface ReportStore {
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
