package openbell.order.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import openbell.model.ExecType;
import openbell.model.OrdStatus;
import openbell.model.Side;
import openbell.order.domain.ReportDecision.Booking;
import openbell.order.domain.ReportDecision.Parked;
import org.junit.jupiter.api.Test;

class ReportBatchTest {
  private final Order first = Order.accepted(Orders.terms(1, Side.BUY, 10, Orders.PX), false);
  private final Order second = Order.accepted(Orders.terms(2, Side.SELL, 5, Orders.PX), false);

  @Test
  void reportsOfSeveralOrdersAreBookedInStreamOrder() {
    var decision =
        decide(
            state(Set.of(), Set.of()),
            Orders.report(first, ExecType.NEW, "e1"),
            Orders.trade(second, 5, Orders.PX, "e2"),
            Orders.trade(first, 4, Orders.PX, "e3"));

    assertThat(decision.bookings())
        .extracting(b -> b.report().execId(), b -> b.after().ordStatus())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("e1", OrdStatus.NEW),
            org.assertj.core.groups.Tuple.tuple("e2", OrdStatus.FILLED),
            org.assertj.core.groups.Tuple.tuple("e3", OrdStatus.PARTIALLY_FILLED));
    assertThat(decision.changed()).extracting(Order::cumQty).containsExactlyInAnyOrder(4L, 5L);
    assertThat(decision.bookings()).extracting(Booking::holdUse).contains(new Holds.Use(5, 0));
  }

  @Test
  void sameReportTwiceCountsOnce() {
    var trade = Orders.trade(first, 4, Orders.PX, "e1");

    var inOneBatch = decide(state(Set.of(), Set.of()), trade, trade);
    assertThat(inOneBatch.changed()).extracting(Order::cumQty).containsExactly(4L);
    assertThat(inOneBatch.duplicates()).isEqualTo(1);

    var later = decide(state(Set.of(trade.execKey()), Set.of()), trade);
    assertThat(later.changed()).isEmpty();
    assertThat(later.bookings()).isEmpty();
    assertThat(later.duplicates()).isEqualTo(1);
  }

  @Test
  void laterReportsOfAnOrderParkBehindOneThatCannotBeApplied() {
    var decision =
        decide(
            state(Set.of(), Set.of()),
            Orders.trade(first, 11, Orders.PX, "e1"),
            Orders.report(first, ExecType.CANCELED, "e2"),
            Orders.trade(second, 5, Orders.PX, "e3"));

    assertThat(decision.parked())
        .containsExactly(
            parked(0, first, "a fill beyond the order's quantity"),
            parked(1, first, "behind an earlier report of its order"));
    assertThat(decision.changed())
        .extracting(order -> order.terms().orderId())
        .containsExactly(second.terms().orderId());
  }

  @Test
  void reportBehindAnEarlierParkedOneIsParked() {
    var decision =
        decide(
            state(Set.of(), Set.of(first.terms().orderId())),
            Orders.report(first, ExecType.CANCELED, "e2"));

    assertThat(decision.parked())
        .containsExactly(parked(0, first, "behind an earlier report of its order"));
    assertThat(decision.changed()).isEmpty();
  }

  @Test
  void reportOfAnUnknownOrderIsParked() {
    var stranger = Order.accepted(Orders.terms(3, Side.BUY, 1, Orders.PX), false);

    var decision = decide(state(Set.of(), Set.of()), Orders.report(stranger, ExecType.NEW, "e1"));

    assertThat(decision.parked()).containsExactly(parked(0, stranger, "there is no such order"));
  }

  @Test
  void unreadableRecordIsParkedAndTheOthersGoOn() {
    var batch = new ArrayList<Incoming>();
    batch.add(new Incoming.Unapplicable(0, Optional.empty(), "no ExecutionReport"));
    batch.add(new Incoming.Report(1, Orders.trade(second, 5, Orders.PX, "e1")));

    var decision =
        ReportBatch.decide(batch, state(Set.of(), Set.of()), mic -> FeeSchedule.FREE, 3_000);

    assertThat(decision.parked())
        .containsExactly(new Parked(0, Optional.empty(), "no ExecutionReport"));
    assertThat(decision.changed()).hasSize(1);
  }

  @Test
  void twoFillsOfOneBatchShareTheHold() {
    var decision =
        decide(
            state(Set.of(), Set.of()),
            Orders.trade(first, 4, Orders.PX, "e1"),
            Orders.trade(first, 6, Orders.PX - 10, "e2"));

    assertThat(decision.bookings())
        .extracting(Booking::holdUse)
        .containsExactly(new Holds.Use(4 * Orders.PX, 0), new Holds.Use(6 * (Orders.PX - 10), 60));
  }

  private static Parked parked(int index, Order order, String cause) {
    return new Parked(index, Optional.of(order.terms().orderId()), cause);
  }

  private ReportState state(Set<String> known, Set<java.util.UUID> parked) {
    var firstId = first.terms().orderId();
    var secondId = second.terms().orderId();
    return new ReportState(
        Map.of(firstId, first, secondId, second),
        known,
        parked,
        Map.of(firstId, 10 * Orders.PX, secondId, 5L));
  }

  private static ReportDecision decide(ReportState state, ExecutionReport... reports) {
    var batch = new ArrayList<Incoming>();
    for (var report : List.of(reports)) {
      batch.add(new Incoming.Report(batch.size(), report));
    }
    return ReportBatch.decide(batch, state, mic -> FeeSchedule.FREE, 3_000);
  }
}
