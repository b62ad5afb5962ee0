package openbell.venue.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import openbell.model.ExecType;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.venue.domain.MarketDataDelta.Level;
import openbell.venue.domain.VenueCommand.Header;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCancelReplaceRequest;
import openbell.venue.domain.VenueReport.Arrival;
import openbell.venue.domain.VenueReport.ExecutionReport;
import org.junit.jupiter.api.Test;

/** What a customer is told of the book that its order met. */
class ArrivalTest {
  private static final String SYMBOL = "XNSE:INFY";

  private final MatchingEngine engine = new MatchingEngine(0);
  private long offset;

  ArrivalTest() {
    engine.apply(offset++, 0, new InstrumentListing(SYMBOL));
    for (int level = 0; level < 7; level++) {
      street(Side.BUY, 100 - level, 10);
      street(Side.SELL, 101 + level, 20);
    }
    street(Side.BUY, 100, 5);
  }

  @Test
  void showsFiveLevelsASideAndWhatRestsBeforeIt() {
    var arrival = arrivalOf(order(1, Side.BUY, OrdType.LIMIT, 100, 0), ExecType.NEW);

    assertThat(arrival.bids())
        .startsWith(new Level(100, 15), new Level(99, 10))
        .hasSize(5)
        .endsWith(new Level(96, 10));
    assertThat(arrival.asks()).hasSize(5).startsWith(new Level(101, 20));
    assertThat(arrival.qtyAhead()).isEqualTo(15);
    assertThat(arrival.ordersAhead()).isEqualTo(2);
    assertThat(arrival.lastPx()).isZero();
  }

  @Test
  void whatNeverRestsHasNothingBeforeIt() {
    var arrival = arrivalOf(order(1, Side.BUY, OrdType.MARKET, 100, 0), ExecType.NEW);

    assertThat(arrival.qtyAhead()).isZero();
    assertThat(arrival.ordersAhead()).isZero();
    assertThat(arrival.bids()).hasSize(5);
  }

  @Test
  void lessQuantityKeepsThePlaceAndAnotherPriceGoesToTheEnd() {
    apply(order(1, Side.BUY, OrdType.LIMIT, 100, 0));
    street(Side.BUY, 100, 7);

    var kept = arrivalOf(new OrderCancelReplaceRequest(header(1, 1, 7), 3, 100), ExecType.REPLACED);
    var moved = arrivalOf(new OrderCancelReplaceRequest(header(1, 2, 7), 3, 99), ExecType.REPLACED);

    assertThat(kept.qtyAhead()).isEqualTo(15);
    assertThat(kept.ordersAhead()).isEqualTo(2);
    assertThat(moved.qtyAhead()).isEqualTo(10);
    assertThat(moved.ordersAhead()).isEqualTo(1);
  }

  @Test
  void triggeredOrderSeesTheBookOfThatMoment() {
    apply(order(1, Side.BUY, OrdType.STOP_LIMIT, 101, 101));
    var arrival =
        arrivalOf(
            new NewOrderSingle(header(99, 0, 0), Side.BUY, OrdType.LIMIT, TimeInForce.IOC, 20, 101),
            ExecType.TRIGGERED);

    assertThat(arrival.asks()).startsWith(new Level(102, 20));
    assertThat(arrival.qtyAhead()).isZero();
    assertThat(arrival.lastPx()).isEqualTo(101);
  }

  private Arrival arrivalOf(VenueCommand command, ExecType execType) {
    return apply(command).stream()
        .filter(report -> report.execType() == execType)
        .findFirst()
        .orElseThrow()
        .arrival();
  }

  private List<ExecutionReport> apply(VenueCommand command) {
    engine.apply(offset++, 0, command);
    return engine.takeReports().stream().map(ExecutionReport.class::cast).toList();
  }

  private void street(Side side, long price, long quantity) {
    assertThat(
            apply(
                new NewOrderSingle(
                    header(1_000 + offset, 0, 0),
                    side,
                    OrdType.LIMIT,
                    TimeInForce.DAY,
                    quantity,
                    price)))
        .isEmpty();
  }

  private static NewOrderSingle order(long id, Side side, OrdType type, long price, long stopPx) {
    return new NewOrderSingle(header(id, 0, 7), side, type, TimeInForce.DAY, 10, price, stopPx, 0);
  }

  private static Header header(long id, int cmdNo, long account) {
    return new Header(new UUID(0, id), cmdNo, account, SYMBOL, 19700101);
  }
}
