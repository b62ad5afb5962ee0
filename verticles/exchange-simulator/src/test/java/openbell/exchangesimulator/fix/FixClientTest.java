package openbell.exchangesimulator.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import openbell.exchangesimulator.FakeVenue;
import openbell.exchangesimulator.fix.BookChange.Action;
import openbell.exchangesimulator.tape.MarketTape;
import openbell.model.Side;
import openbell.model.fix.FixTags;
import openbell.runtime.Bus;
import openbell.wire.marketdata.Trade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import quickfix.Message;

@ExtendWith(VertxExtension.class)
class FixClientTest {
  private static final String SYMBOL = "XNAS:AAPL";

  private final List<Message> sent = new ArrayList<>();

  @Test
  void whatChangedBetweenTwoBooksIsToldDeletionsFirst() {
    var before = FakeVenue.depth(SYMBOL, 1, List.of(100L, 1L, 90L, 2L), List.of(110L, 3L));
    var after = FakeVenue.depth(SYMBOL, 2, List.of(105L, 1L, 90L, 5L), List.of(110L, 3L, 120L, 1L));

    assertThat(BookChange.between(before, after))
        .containsExactly(
            new BookChange(Action.DELETE, Side.BUY, 100, 0),
            new BookChange(Action.NEW, Side.BUY, 105, 1),
            new BookChange(Action.CHANGE, Side.BUY, 90, 5),
            new BookChange(Action.NEW, Side.SELL, 120, 1));
    assertThat(BookChange.between(after, after)).isEmpty();
  }

  @Test
  void aClientThatTakesNothingIsOverdueAndHoldsNoMore(Vertx vertx) {
    var client = client(vertx);
    subscribe(client);
    for (var print = 0; print < FixClient.MAX_TRADES; print++) {
      client.trade(trade());
    }
    assertThat(client.isOverdue()).isFalse();

    client.trade(trade());

    assertThat(client.isOverdue()).isTrue();
  }

  @Test
  void tradesOfASymbolThatIsNotWatchedAreNotKept(Vertx vertx) {
    var client = client(vertx);
    for (var print = 0; print < 2 * FixClient.MAX_TRADES; print++) {
      client.trade(trade());
    }

    client.flush();

    assertThat(client.isOverdue()).isFalse();
    assertThat(sent).isEmpty();
  }

  @Test
  void anUnknownSymbolIsRefusedAndTheOthersAreServed(Vertx vertx) throws Exception {
    var client = client(vertx);

    client.marketData(
        new MarketDataRequest(
            "r1",
            MarketDataRequest.Subscription.SNAPSHOT,
            20,
            List.of("XNAS:NONE", SYMBOL, "nonsense")));
    client.flush();

    assertThat(sent).hasSize(3);
    assertThat(sent.get(0).getString(FixTags.TEXT)).isEqualTo("unknown symbol XNAS:NONE");
    assertThat(sent.get(1).getString(FixTags.TEXT)).isEqualTo("unknown symbol nonsense");
    assertThat(sent.get(2).getString(FixTags.SYMBOL)).isEqualTo("AAPL");
    assertThat(sent.get(2).getString(FixTags.RPT_SEQ)).isEqualTo("0");
  }

  private FixClient client(Vertx vertx) {
    return new FixClient(
        new MarketTape(vertx, new Bus(vertx), 1), () -> List.of(SYMBOL), sent::add);
  }

  private static void subscribe(FixClient client) {
    client.marketData(
        new MarketDataRequest("r1", MarketDataRequest.Subscription.SUBSCRIBE, 20, List.of(SYMBOL)));
    client.flush();
  }

  private static Trade trade() {
    return Trade.newBuilder().setSymbol(SYMBOL).setPx(100).setQty(1).build();
  }
}
