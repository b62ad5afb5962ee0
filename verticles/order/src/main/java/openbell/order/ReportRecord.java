package openbell.order;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.UUID;
import openbell.order.domain.ExecutionReport;

/** A record of {@code venue.execution-reports.v1}, with what could be read of it. */
record ReportRecord(int partition, long offset, String key, Buffer value, Content content) {
  /** What a record holds. */
  sealed interface Content {
    /** A report of this shard's account. */
    record Ours(ExecutionReport report) implements Content {}

    /** Another shard's, or no customer's: nothing to do. */
    record Foreign() implements Content {}

    /** What cannot be applied, with its order where that much could be read. */
    record Unapplicable(Optional<UUID> orderId, String cause) implements Content {}
  }

  /** The same record, not to be applied but parked. */
  ReportRecord unapplicable(String cause) {
    var orderId =
        switch (content) {
          case Content.Ours(var report) -> Optional.of(report.orderId());
          case Content.Unapplicable(var id, var before) -> id;
          case Content.Foreign() -> Optional.<UUID>empty();
        };
    return new ReportRecord(
        partition, offset, key, value, new Content.Unapplicable(orderId, cause));
  }
}
