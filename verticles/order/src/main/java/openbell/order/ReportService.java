package openbell.order;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import openbell.order.ReportRecord.Content;
import openbell.order.domain.FeeSchedule;
import openbell.order.domain.Incoming;
import openbell.order.domain.ReportBatch;
import openbell.order.domain.ReportDecision;
import openbell.order.domain.ReportState;
import openbell.order.log.Advance;

/**
 * Applies records of one shard's report stream: all of a batch in one transaction; where the
 * database refuses that because of a row, one by one, and the one at fault is parked. Called on one
 * event loop, one batch at a time.
 */
final class ReportService {
  private final ReportStore store;
  private final InstantSource clock;
  private final Map<String, FeeSchedule> feesByMic;
  private final OrderMetrics metrics;

  ReportService(
      ReportStore store,
      InstantSource clock,
      Map<String, FeeSchedule> feesByMic,
      OrderMetrics metrics) {
    this.store = store;
    this.clock = clock;
    this.feesByMic = feesByMic;
    this.metrics = metrics;
  }

  /** The next offset of each partition, as stored. */
  Future<Map<Integer, Long>> offsets(int partitions) {
    return store.offsets(partitions);
  }

  /** Tells how many records are not applied yet. */
  void lag(long records) {
    metrics.applierLag(records);
  }

  /**
   * Applies records in order and moves the offsets behind them.
   *
   * @param offsets partition to the next offset, as stored; moved as the effect is stored
   */
  Future<Void> apply(List<ReportRecord> records, Map<Integer, Long> offsets) {
    var fresh = records.stream().filter(r -> r.offset() >= offsets.get(r.partition())).toList();
    if (fresh.isEmpty()) {
      return Future.succeededFuture();
    }
    return store(fresh, offsets)
        .recover(
            failure ->
                failure instanceof StoreFailure known && known.isOfOneRow()
                    ? oneByOne(fresh, offsets)
                    : Future.failedFuture(failure));
  }

  private Future<Void> oneByOne(List<ReportRecord> records, Map<Integer, Long> offsets) {
    Future<Void> done = Future.succeededFuture();
    for (var record : records) {
      done =
          done.compose(before -> store(List.of(record), offsets))
              .recover(
                  failure ->
                      failure instanceof StoreFailure known && known.isOfOneRow()
                          ? store(List.of(record.unapplicable(known.getMessage())), offsets)
                          : Future.failedFuture(failure));
    }
    return done;
  }

  private Future<Void> store(List<ReportRecord> records, Map<Integer, Long> offsets) {
    var expected = new HashMap<Integer, Long>();
    var next = new HashMap<Integer, Long>();
    for (var record : records) {
      expected.put(record.partition(), offsets.get(record.partition()));
      next.put(record.partition(), record.offset() + 1);
    }
    return store
        .apply(records, new Advance(expected, next), state -> decide(records, state))
        .onSuccess(
            decision -> {
              offsets.putAll(next);
              metrics.applied(decision);
            })
        .mapEmpty();
  }

  private ReportDecision decide(List<ReportRecord> records, ReportState state) {
    var incoming = new ArrayList<Incoming>(records.size());
    for (var i = 0; i < records.size(); i++) {
      switch (records.get(i).content()) {
        case Content.Ours(var report) -> incoming.add(new Incoming.Report(i, report));
        case Content.Unapplicable(var orderId, var cause) ->
            incoming.add(new Incoming.Unapplicable(i, orderId, cause));
        case Content.Foreign() -> {}
      }
    }
    var nowMicros = SqlArrays.micros(clock.instant());
    return ReportBatch.decide(incoming, state, this::fees, nowMicros);
  }

  private FeeSchedule fees(String mic) {
    return feesByMic.getOrDefault(mic, FeeSchedule.FREE);
  }
}
