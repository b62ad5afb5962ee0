package openbell.feedhandler.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.QuoteBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class BusPublisherTest {
  private static final int SHARDS = 4;

  @Test
  void batchesStayBelow64KilobytesAndLoseNothing(Vertx vertx) throws Exception {
    var bus = new Bus(vertx);
    var received = new LinkedBlockingQueue<QuoteBatch>();
    for (var shard = 0; shard < SHARDS; shard++) {
      var mine = shard;
      bus.<QuoteBatch>subscribe(
          Addresses.quotes(shard),
          batch -> {
            assertThat(batch.getQuotesList())
                .allMatch(quote -> Addresses.shardOf(quote.getSymbol(), SHARDS) == mine);
            received.add(batch);
          });
    }
    var quotes = quotes(5_000);

    new BusPublisher(bus, SHARDS, "test", () -> 1L)
        .accept(new TestChanges().of(quotes, List.of(), List.of()));

    var arrived = new ArrayList<Quote>();
    while (arrived.size() < quotes.size()) {
      var batch = received.poll(10, TimeUnit.SECONDS);
      assertThat(batch).as("the next of %d quotes", quotes.size() - arrived.size()).isNotNull();
      assertThat(batch.getSerializedSize()).isLessThanOrEqualTo(64 * 1024);
      arrived.addAll(batch.getQuotesList());
    }
    assertThat(arrived).containsExactlyInAnyOrderElementsOf(quotes);
  }

  private static List<Quote> quotes(int count) {
    var quotes = new ArrayList<Quote>();
    for (var number = 0; number < count; number++) {
      quotes.add(
          Quote.newBuilder()
              .setSymbol("XNSE:S" + number)
              .setEpoch(Long.MAX_VALUE)
              .setVolume(Long.MAX_VALUE)
              .setLastPx(number + 1)
              .build());
    }
    return quotes;
  }
}
