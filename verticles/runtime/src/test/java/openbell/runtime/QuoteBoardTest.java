package openbell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.ArrayList;
import java.util.List;
import openbell.model.Addresses;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.QuoteBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class QuoteBoardTest {
  @Test
  void onlyWhatIsNewerByEpochThenSeqIsTaken(Vertx vertx, VertxTestContext test) {
    var board = new QuoteBoard(vertx, 1);
    var heard = new ArrayList<Long>();
    board.listen(quotes -> quotes.forEach(quote -> heard.add(quote.getLastPx())));
    board.accept(List.of(quote(1, 5, 10)));
    board.accept(List.of(quote(1, 4, 11), quote(1, 5, 12)));
    board.accept(List.of(quote(1, 6, 13)));
    board.accept(List.of(quote(2, 1, 14)));
    board.accept(List.of(quote(1, 9, 15)));
    assertThat(heard).containsExactly(10L, 13L, 14L);
    assertThat(board.find("XNSE:TCS").orElseThrow().getLastPx()).isEqualTo(14);
    test.completeNow();
  }

  @Test
  void aSilentLineMakesItsQuotesStaleAndTheNextOneFreshAgain(Vertx vertx, VertxTestContext test) {
    var bus = new Bus(vertx);
    var board = new QuoteBoard(vertx, 1);
    var heard = new ArrayList<Boolean>();
    board.listen(
        quotes -> {
          heard.add(quotes.getFirst().getStale());
          if (heard.size() == 2) {
            bus.publish(Addresses.quotes(0), batch(quote(1, 2, 10)));
          }
          if (heard.size() == 3) {
            test.verify(() -> assertThat(heard).containsExactly(false, true, false));
            test.completeNow();
          }
        });
    vertx.runOnContext(
        started -> {
          board.start(bus);
          bus.publish(Addresses.quotes(0), batch(quote(1, 1, 10)));
        });
  }

  @Test
  void aHeartbeatOfALineThatWasSilentMakesItsQuotesFreshAgain(Vertx vertx, VertxTestContext test) {
    var bus = new Bus(vertx);
    var board = new QuoteBoard(vertx, 1);
    var heard = new ArrayList<Boolean>();
    board.listen(
        quotes -> {
          heard.add(quotes.getFirst().getStale());
          if (heard.size() == 2) {
            bus.publish(Addresses.quotes(0), QuoteBatch.getDefaultInstance());
          }
          if (heard.size() == 3) {
            test.verify(() -> assertThat(heard).containsExactly(false, true, false));
            test.completeNow();
          }
        });
    vertx.runOnContext(
        started -> {
          board.start(bus);
          bus.publish(Addresses.quotes(0), batch(quote(1, 1, 10)));
        });
  }

  private static QuoteBatch batch(Quote quote) {
    return QuoteBatch.newBuilder().setSource("test").addQuotes(quote).build();
  }

  private static Quote quote(long epoch, long seq, long px) {
    return Quote.newBuilder()
        .setSymbol("XNSE:TCS")
        .setEpoch(epoch)
        .setSeq(seq)
        .setLastPx(px)
        .build();
  }
}
