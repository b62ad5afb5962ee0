package openbell.exchangesimulator.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import openbell.exchangesimulator.FakeVenue;
import openbell.runtime.Bus;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Trade;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tape of a fake venue on a local bus: order, gaps and new epochs. */
@ExtendWith(VertxExtension.class)
class MarketTapeTest {
  private static final String SYMBOL = "XNAS:AAPL";

  private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
  private FakeVenue venue;
  private MarketTape tape;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    var bus = new Bus(vertx);
    venue = new FakeVenue(bus, 0);
    venue.open().await(10, TimeUnit.SECONDS);
    venue.say(List.of(), List.of(book(1, 100)));
    tape = new MarketTape(vertx, bus, 1);
    tape.listen(
        new TapeListener() {
          @Override
          public void depth(Depth depth) {
            told.add(depth);
          }

          @Override
          public void trade(Trade trade) {
            told.add(trade);
          }
        });
    vertx.runOnContext(now -> tape.start());
  }

  @Test
  void beginsWithTheSnapshotThenTradesBeforeTheirBook() throws Exception {
    assertThat(next()).isEqualTo(book(1, 100));
    var trade = Trade.newBuilder().setSymbol(SYMBOL).setPx(1_000_000).setQty(40).build();

    venue.say(List.of(trade), List.of(book(2, 60)));

    assertThat(next()).isEqualTo(trade);
    assertThat(next()).isEqualTo(book(2, 60));
  }

  @Test
  void whatWasLostIsTakenFromTheSnapshot() throws Exception {
    next();
    venue.loseMessages(true);
    venue.say(List.of(), List.of(book(2, 90)));
    venue.loseMessages(false);
    venue.say(List.of(), List.of(book(3, 80)));

    assertThat(next()).isEqualTo(book(3, 80));
    venue.say(List.of(), List.of(book(4, 70)));
    assertThat(next()).isEqualTo(book(4, 70));
    assertThat(told).isEmpty();
  }

  @Test
  void bookThatANewOwnerDoesNotKnowIsShownEmpty() throws Exception {
    next();
    venue.restart();
    venue.say(List.of(), List.of());

    assertThat(next()).isEqualTo(FakeVenue.depth(SYMBOL, 1, List.of(), List.of()));
  }

  private Object next() throws InterruptedException {
    var next = told.poll(10, TimeUnit.SECONDS);
    assertThat(next).as("something on the tape").isNotNull();
    return next;
  }

  private static Depth book(long asOf, long qty) {
    return FakeVenue.depth(SYMBOL, asOf, List.of(1_000_000L, qty), List.of(1_000_100L, 5L));
  }
}
