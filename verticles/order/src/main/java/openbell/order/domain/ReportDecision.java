package openbell.order.domain;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a batch of reports comes to.
 *
 * @param bookings the reports to store, in stream order
 * @param parked the reports to park, in stream order
 * @param changed the orders that changed, as they are at the end
 * @param duplicates how many reports were stored before
 */
public record ReportDecision(
    List<Booking> bookings, List<Parked> parked, List<Order> changed, int duplicates) {

  /**
   * A report that is stored.
   *
   * @param after the order as it is after the report
   * @param event what it did to the order; empty: nothing
   * @param holdUse what it took out of the hold; the end of an order releases the rest besides
   */
  public record Booking(
      ExecutionReport report, Order after, Optional<OrderEvent> event, Holds.Use holdUse) {
    /** The transition that the report made, if it made one. */
    public Optional<Change> change() {
      return event.map(happened -> new Change(after, happened, report.evidence()));
    }

    /** The fill that the report made, if it made one. */
    public Optional<Fill> fill() {
      return event
          .filter(OrderEvent.Traded.class::isInstance)
          .map(OrderEvent.Traded.class::cast)
          .map(OrderEvent.Traded::fill);
    }
  }

  /** A report that a person has to look at, or that stands behind one. */
  public record Parked(int index, Optional<UUID> orderId, String cause) {}
}
