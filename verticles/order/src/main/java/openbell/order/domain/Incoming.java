package openbell.order.domain;

import java.util.Optional;
import java.util.UUID;

/** One record of the report stream, decoded; of this shard's accounts only. */
public sealed interface Incoming {
  /** Its place in the batch. */
  int index();

  /** A report. */
  record Report(int index, ExecutionReport report) implements Incoming {}

  /** What cannot be applied; with its order where that much could be read. */
  record Unapplicable(int index, Optional<UUID> orderId, String cause) implements Incoming {}
}
