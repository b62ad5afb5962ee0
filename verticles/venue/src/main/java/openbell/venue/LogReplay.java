package openbell.venue;

import java.util.List;
import openbell.venue.domain.MatchingEngine;
import openbell.wire.venue.ExecutionReport;

/**
 * The books of one partition rebuilt from the records of its log alone, as an auditor does it: what
 * the owner said and holds must be what comes out here. Used by one thread.
 */
public final class LogReplay {
  private final MatchingEngine engine;

  public LogReplay(int partition) {
    this.engine = new MatchingEngine(partition);
  }

  /**
   * Applies the next record of {@code venue.orders.v1}.
   *
   * @param recordTimeMs the record's timestamp
   * @return the reports that it causes, in order
   */
  public List<ExecutionReport> apply(long offset, long recordTimeMs, byte[] value) {
    CommandCodec.decode(value, recordTimeMs)
        .ifPresentOrElse(
            command -> engine.apply(offset, recordTimeMs * 1_000, command),
            () -> engine.skip(offset));
    engine.takeMarketData();
    return engine.takeReports().stream().map(ReportEncoder::encode).toList();
  }

  /** {@link MatchingEngine#stateHash} after the last applied record. */
  public long stateHash() {
    return engine.stateHash();
  }
}
