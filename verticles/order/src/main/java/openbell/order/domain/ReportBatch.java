package openbell.order.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import openbell.order.domain.ReportDecision.Booking;
import openbell.order.domain.ReportDecision.Parked;

/**
 * Applies one batch of reports in stream order. A report that was stored before does nothing; one
 * that cannot be applied is parked, and so are the later ones of its order. Used once, by one
 * thread.
 */
public final class ReportBatch {
  private final Function<String, FeeSchedule> feesOfMic;
  private final long nowMicros;
  private final Map<UUID, Order> orders;
  private final Map<UUID, Long> holdLeft;
  private final Set<String> knownExecKeys;
  private final Set<UUID> parkedOrders;
  private final List<Booking> bookings = new ArrayList<>();
  private final List<Parked> parked = new ArrayList<>();
  private final Map<UUID, Order> changed = new LinkedHashMap<>();
  private int duplicates;

  private ReportBatch(ReportState state, Function<String, FeeSchedule> feesOfMic, long nowMicros) {
    this.feesOfMic = feesOfMic;
    this.nowMicros = nowMicros;
    this.orders = new HashMap<>(state.orders());
    this.holdLeft = new HashMap<>(state.holdLeft());
    this.knownExecKeys = new HashSet<>(state.knownExecKeys());
    this.parkedOrders = new HashSet<>(state.parkedOrders());
  }

  /** What the batch comes to. */
  public static ReportDecision decide(
      List<Incoming> batch,
      ReportState state,
      Function<String, FeeSchedule> feesOfMic,
      long nowMicros) {
    var applier = new ReportBatch(state, feesOfMic, nowMicros);
    batch.forEach(applier::take);
    return new ReportDecision(
        List.copyOf(applier.bookings),
        List.copyOf(applier.parked),
        List.copyOf(applier.changed.values()),
        applier.duplicates);
  }

  private void take(Incoming incoming) {
    switch (incoming) {
      case Incoming.Unapplicable bad -> park(bad.index(), bad.orderId(), bad.cause());
      case Incoming.Report report -> take(report.index(), report.report());
    }
  }

  private void take(int index, ExecutionReport report) {
    var orderId = Optional.of(report.orderId());
    var order = orders.get(report.orderId());
    if (knownExecKeys.contains(report.execKey())) {
      duplicates++;
    } else if (parkedOrders.contains(report.orderId())) {
      park(index, orderId, "behind an earlier report of its order");
    } else if (order == null) {
      park(index, orderId, "there is no such order");
    } else {
      apply(index, order, report);
    }
  }

  private void apply(int index, Order order, ExecutionReport report) {
    var fees = feesOfMic.apply(order.terms().mic());
    switch (Lifecycle.decide(order, report, fees)) {
      case ReportEffect.Nothing() ->
          book(new Booking(report, order, Optional.empty(), Holds.Use.NOTHING));
      case ReportEffect.Contradiction(var cause) ->
          park(index, Optional.of(report.orderId()), cause);
      case ReportEffect.Transition(var event) -> {
        var after = Lifecycle.evolve(order, event, nowMicros);
        orders.put(report.orderId(), after);
        changed.put(report.orderId(), after);
        book(new Booking(report, after, Optional.of(event), holdUse(after, event, fees)));
      }
    }
  }

  private Holds.Use holdUse(Order after, OrderEvent event, FeeSchedule fees) {
    var orderId = after.terms().orderId();
    var left = holdLeft.getOrDefault(orderId, 0L);
    var use =
        switch (event) {
          case OrderEvent.Traded(var fill) -> Holds.use(after, fill, left, fees);
          case OrderEvent.Replaced _, OrderEvent.ReplaceRejected _ ->
              Holds.release(after, left, fees);
          // The end releases the whole rest, and nothing else changes what can be charged.
          case OrderEvent.Released _,
              OrderEvent.CancelRequested _,
              OrderEvent.ReplaceRequested _,
              OrderEvent.Opened _,
              OrderEvent.Triggered _,
              OrderEvent.Cancelled _,
              OrderEvent.Rejected _,
              OrderEvent.Expired _,
              OrderEvent.CancelRejected _ ->
              Holds.Use.NOTHING;
        };
    holdLeft.put(orderId, left - use.consumed() - use.released());
    return use;
  }

  private void book(Booking booking) {
    knownExecKeys.add(booking.report().execKey());
    bookings.add(booking);
  }

  private void park(int index, Optional<UUID> orderId, String cause) {
    orderId.ifPresent(parkedOrders::add);
    parked.add(new Parked(index, orderId, cause));
  }
}
