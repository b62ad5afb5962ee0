package openbell.venue.domain;

import static openbell.model.Side.BUY;
import static openbell.model.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import openbell.venue.domain.BookEvent.Canceled;
import openbell.venue.domain.BookEvent.Replaced;
import openbell.venue.domain.BookEvent.Rested;
import openbell.venue.domain.BookEvent.Traded;
import org.junit.jupiter.api.Test;

class OrderBookTest {
  private static final long ALICE = 1;
  private static final long BOB = 2;

  private final BookEvents events = new BookEvents();
  private final OrderBook book = new OrderBook(events);

  @Test
  void restsWhatDoesNotMatch() {
    book.limit(1, ALICE, BUY, 1000, 10);
    book.limit(2, BOB, SELL, 1001, 10);

    assertThat(events.take())
        .containsExactly(new Rested(1, BUY, 1000, 10), new Rested(2, SELL, 1001, 10));
    assertThat(book.bestPrice(BUY)).isEqualTo(1000);
    assertThat(book.bestPrice(SELL)).isEqualTo(1001);
  }

  @Test
  void fillsAtRestingPrice() {
    book.limit(1, ALICE, SELL, 1000, 10);
    book.limit(2, BOB, BUY, 1005, 4);

    assertThat(events.take())
        .containsExactly(new Rested(1, SELL, 1000, 10), new Traded(1, 2, 1000, 4, 6));
    assertThat(book.contains(2)).isFalse();
  }

  @Test
  void betterPriceTradesBeforeEarlierTime() {
    book.limit(1, ALICE, SELL, 1001, 5);
    book.limit(2, ALICE, SELL, 1000, 5);
    events.take();

    book.limit(3, BOB, BUY, 1001, 10);

    assertThat(events.take())
        .containsExactly(new Traded(2, 3, 1000, 5, 0), new Traded(1, 3, 1001, 5, 0));
    assertThat(book.orderCount()).isZero();
    assertThat(book.bestPrice(SELL)).isZero();
  }

  @Test
  void earlierTimeTradesFirstAtOnePrice() {
    book.limit(1, ALICE, BUY, 1000, 5);
    book.limit(2, ALICE, BUY, 1000, 5);
    events.take();

    book.limit(3, BOB, SELL, 1000, 7);

    assertThat(events.take())
        .containsExactly(new Traded(1, 3, 1000, 5, 0), new Traded(2, 3, 1000, 2, 3));
  }

  @Test
  void remainderOfALimitOrderRests() {
    book.limit(1, ALICE, SELL, 1000, 5);
    events.take();

    book.limit(2, BOB, BUY, 1000, 8);

    assertThat(events.take())
        .containsExactly(new Traded(1, 2, 1000, 5, 0), new Rested(2, BUY, 1000, 3));
  }

  @Test
  void remainderOfAnImmediateOrCancelOrderIsCanceled() {
    book.limit(1, ALICE, SELL, 1000, 5);
    book.limit(2, ALICE, SELL, 1002, 5);
    events.take();

    book.immediateOrCancel(3, BOB, BUY, 1001, 8);

    assertThat(events.take())
        .containsExactly(
            new Traded(1, 3, 1000, 5, 0), new Canceled(3, 3, CancelReason.NOT_MATCHED));
    assertThat(book.contains(3)).isFalse();
  }

  @Test
  void fillOrKillTakesAllOrNothing() {
    book.limit(1, ALICE, SELL, 1000, 5);
    book.limit(2, ALICE, SELL, 1001, 5);
    events.take();

    book.fillOrKill(3, BOB, BUY, 1001, 11);
    assertThat(events.take()).containsExactly(new Canceled(3, 11, CancelReason.NOT_FILLABLE));

    book.fillOrKill(4, BOB, BUY, 1001, 10);
    assertThat(events.take())
        .containsExactly(new Traded(1, 4, 1000, 5, 0), new Traded(2, 4, 1001, 5, 0));
  }

  @Test
  void fillOrKillDoesNotCountWhatLiesBehindItsOwnAccount() {
    book.limit(1, ALICE, SELL, 1000, 5);
    book.limit(2, BOB, SELL, 1000, 5);
    book.limit(3, ALICE, SELL, 1000, 5);
    events.take();

    book.fillOrKill(4, BOB, BUY, 1000, 10);

    assertThat(events.take()).containsExactly(new Canceled(4, 10, CancelReason.NOT_FILLABLE));
  }

  @Test
  void incomingOrderGivesWayToARestingOneOfItsAccount() {
    book.limit(1, BOB, SELL, 1000, 5);
    book.limit(2, ALICE, SELL, 1000, 5);
    events.take();

    book.limit(3, ALICE, BUY, 1000, 8);

    assertThat(events.take())
        .containsExactly(new Traded(1, 3, 1000, 5, 0), new Canceled(3, 3, CancelReason.SELF_TRADE));
    assertThat(book.contains(2)).isTrue();
    assertThat(book.contains(3)).isFalse();
  }

  @Test
  void ordersOfNobodyMayTradeWithEachOther() {
    book.limit(1, 0, SELL, 1000, 5);
    events.take();

    book.limit(2, 0, BUY, 1000, 5);

    assertThat(events.take()).containsExactly(new Traded(1, 2, 1000, 5, 0));
  }

  @Test
  void quantityDownKeepsPriority() {
    book.limit(1, ALICE, SELL, 1000, 10);
    book.limit(2, ALICE, SELL, 1000, 10);
    book.replace(1, 1000, 4);
    events.take();

    book.limit(3, BOB, BUY, 1000, 6);

    assertThat(events.take())
        .containsExactly(new Traded(1, 3, 1000, 4, 0), new Traded(2, 3, 1000, 2, 8));
  }

  @Test
  void quantityUpLosesPriority() {
    book.limit(1, ALICE, SELL, 1000, 10);
    book.limit(2, ALICE, SELL, 1000, 10);
    book.replace(1, 1000, 11);

    assertThat(events.take()).endsWith(new Replaced(1, 1000, 11), new Rested(1, SELL, 1000, 11));
    book.limit(3, BOB, BUY, 1000, 6);
    assertThat(events.take()).containsExactly(new Traded(2, 3, 1000, 6, 4));
  }

  @Test
  void newPriceIsMatchedAnew() {
    book.limit(1, ALICE, SELL, 1005, 10);
    book.limit(2, BOB, BUY, 1000, 4);
    events.take();

    book.replace(1, 1000, 10);

    assertThat(events.take())
        .containsExactly(
            new Replaced(1, 1000, 10), new Traded(2, 1, 1000, 4, 0), new Rested(1, SELL, 1000, 6));
  }

  @Test
  void replacedQuantityIsTheNewTotal() {
    book.limit(1, ALICE, SELL, 1000, 10);
    book.limit(2, BOB, BUY, 1000, 4);
    events.take();

    book.replace(1, 1000, 7);
    assertThat(events.take()).containsExactly(new Replaced(1, 1000, 3));

    book.replace(1, 1000, 4);
    assertThat(events.take()).containsExactly(new Replaced(1, 1000, 0));
    assertThat(book.contains(1)).isFalse();
    assertThat(book.bestPrice(SELL)).isZero();
  }

  @Test
  void totalSurvivesAReplacementThatTrades() {
    book.limit(1, ALICE, SELL, 1005, 10);
    book.limit(2, BOB, BUY, 1000, 4);
    book.replace(1, 1000, 10);
    events.take();

    book.replace(1, 1000, 5);

    assertThat(events.take()).containsExactly(new Replaced(1, 1000, 1));
  }

  @Test
  void reductionByAllThatIsLeftCancels() {
    book.limit(1, ALICE, SELL, 1000, 10);
    events.take();

    assertThat(book.reduce(1, 4)).isTrue();
    assertThat(book.reduce(1, 6)).isTrue();

    assertThat(events.take())
        .containsExactly(new Replaced(1, 1000, 6), new Canceled(1, 6, CancelReason.REQUESTED));
  }

  @Test
  void unknownOrdersAreAnsweredWithNo() {
    assertThat(book.cancel(7)).isFalse();
    assertThat(book.reduce(7, 1)).isFalse();
    assertThat(book.replace(7, 1000, 1)).isFalse();
    assertThat(events.take()).isEmpty();
  }

  @Test
  void idOfARestingOrderIsRefused() {
    book.limit(1, ALICE, BUY, 1000, 10);
    events.take();

    assertThat(book.limit(1, BOB, SELL, 1000, 10)).isFalse();
    assertThat(book.immediateOrCancel(1, BOB, SELL, 1000, 10)).isFalse();
    assertThat(book.fillOrKill(1, BOB, SELL, 1000, 10)).isFalse();
    assertThat(events.take()).isEmpty();
  }

  @Test
  void priceAndQuantityMustBePositive() {
    assertThatThrownBy(() -> book.limit(1, ALICE, BUY, 0, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> book.immediateOrCancel(1, ALICE, BUY, 1000, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(book.orderCount()).isZero();
  }

  @Test
  void depthSumsTheOrdersOfAPrice() {
    book.limit(1, ALICE, BUY, 1000, 10);
    book.limit(2, BOB, BUY, 1000, 5);
    book.limit(3, BOB, BUY, 999, 7);
    book.limit(4, BOB, BUY, 998, 1);

    var depth = new ArrayList<List<Long>>();
    book.forEachLevel(BUY, 2, (price, quantity) -> depth.add(List.of(price, quantity)));

    assertThat(depth).containsExactly(List.of(1000L, 15L), List.of(999L, 7L));
  }

  @Test
  void stateHashTellsPrioritiesApart() {
    var other = new OrderBook(events);
    book.limit(1, ALICE, BUY, 1000, 10);
    book.limit(2, ALICE, BUY, 1000, 10);
    other.limit(2, ALICE, BUY, 1000, 10);
    other.limit(1, ALICE, BUY, 1000, 10);
    assertThat(book.stateHash()).isNotEqualTo(other.stateHash());

    book.cancel(1);
    book.limit(1, ALICE, BUY, 1000, 10);
    assertThat(book.stateHash()).isEqualTo(other.stateHash());
  }
}
