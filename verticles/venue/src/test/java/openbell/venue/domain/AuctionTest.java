package openbell.venue.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import openbell.venue.domain.Auction.Entry;
import openbell.venue.domain.Auction.Match;
import org.junit.jupiter.api.Test;

class AuctionTest {
  private static final long ALICE = 1;
  private static final long BOB = 2;

  @Test
  void priceIsWhereMostIsExecuted() {
    var outcome =
        Auction.hold(
            List.of(buy(1, 103, 10), buy(2, 101, 20), buy(3, 99, 50)),
            List.of(sell(4, 98, 10), sell(5, 100, 15), sell(6, 102, 40)),
            0);

    assertThat(outcome.price()).isEqualTo(100);
    assertThat(outcome.matches()).containsExactly(new Match(1, 4, 10), new Match(2, 5, 15));
  }

  @Test
  void ofEqualVolumesTheLeastImbalanceCounts() {
    // At 100 and 101 ten are executed; at 101 nobody is left over.
    var outcome =
        Auction.hold(List.of(buy(1, 101, 10), buy(2, 100, 5)), List.of(sell(3, 99, 10)), 0);

    assertThat(outcome.price()).isEqualTo(101);
  }

  @Test
  void ofEqualImbalancesTheReferenceCountsAndMayItselfBeThePrice() {
    var buys = List.of(buy(1, 105, 10));
    var sells = List.of(sell(2, 100, 10));

    assertThat(Auction.hold(buys, sells, 103).price()).isEqualTo(103);
    assertThat(Auction.hold(buys, sells, 110).price()).isEqualTo(105);
    assertThat(Auction.hold(buys, sells, 0).price()).isEqualTo(100);
  }

  @Test
  void nothingTradesWhereNothingMeets() {
    assertThat(Auction.hold(List.of(buy(1, 99, 10)), List.of(sell(2, 100, 10)), 100))
        .isEqualTo(new Auction.Outcome(0, List.of(), List.of()));
    assertThat(Auction.hold(List.of(), List.of(sell(2, 100, 10)), 100).matches()).isEmpty();
  }

  @Test
  void laterOfTwoOrdersOfOneAccountLeavesAndThePriceIsFoundWithoutIt() {
    var outcome =
        Auction.hold(
            List.of(new Entry(3, ALICE, 105, 10), new Entry(2, BOB, 101, 10)),
            List.of(new Entry(1, ALICE, 100, 10)),
            0);

    assertThat(outcome.selfTrades()).containsExactly(3L);
    assertThat(outcome.price()).isEqualTo(100);
    assertThat(outcome.matches()).containsExactly(new Match(2, 1, 10));
  }

  private static Entry buy(long orderId, long price, long quantity) {
    return new Entry(orderId, 0, price, quantity);
  }

  private static Entry sell(long orderId, long price, long quantity) {
    return new Entry(orderId, 0, price, quantity);
  }
}
