package openbell.feedhandler.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import openbell.feedhandler.domain.DepthLevels;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Listing;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.domain.TradeDays;
import openbell.feedhandler.domain.Verdict;
import openbell.model.Side;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.DepthBatch;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.Trade;
import org.junit.jupiter.api.Test;

/** What is encoded by hand reads as what Protobuf itself encodes. */
class WireEncoderTest {
  private static final String SYMBOL = "XNSE:ABCDEFGHIJKLMNOPQRST";
  private static final long NOW = 1_700_000_000_000_000L;
  private static final int LEVELS = 20;

  private final Normaliser normaliser =
      new Normaliser(symbol -> new TradeDays(ZoneOffset.UTC), Long.MAX_VALUE);
  private final WireEncoder encoder = new WireEncoder("test");

  @Test
  void depthIsWhatProtobufEncodesEvenOfTheLongestValues() throws Exception {
    list(SYMBOL);
    var said = new FeedDepth().begin(SYMBOL, NOW);
    var expected = Depth.newBuilder().setSymbol(SYMBOL).setEpoch(Long.MAX_VALUE).setAsOf(NOW);
    for (var level = 0; level < LEVELS; level++) {
      var bid = Long.MAX_VALUE - 100 - level;
      var ask = Long.MAX_VALUE - 99 + level;
      said.bids().add(bid, Long.MAX_VALUE);
      said.asks().add(ask, 1L + level);
      expected.addBids(PriceLevel.newBuilder().setPx(bid).setQty(Long.MAX_VALUE));
      expected.addAsks(PriceLevel.newBuilder().setPx(ask).setQty(1L + level));
    }
    normaliser.depth(said, NOW);

    var changes = encoder.takeChanges(normaliser);

    var depth = changes.depths().getFirst();
    expected.setSeq(depth.seq());
    assertThat(Depth.parseFrom(depth.bytes())).isEqualTo(expected.build());
    assertThat(depth.symbol()).isEqualTo(SYMBOL);
    assertThat(depth.epoch()).isEqualTo(Long.MAX_VALUE);
    var quote = changes.quotes().getFirst();
    assertThat(Quote.parseFrom(quote.bytes())).isEqualTo(quote.quote());
    assertThat(quote.quote().getBidPx()).isEqualTo(Long.MAX_VALUE - 100);
  }

  @Test
  void numbersOfEveryLengthAreWhatProtobufEncodes() throws Exception {
    list(SYMBOL);
    for (var bit = 0; bit < Long.SIZE - 1; bit++) {
      var px = 100L << Math.min(bit, 56);
      var said = new FeedDepth().begin(SYMBOL, NOW);
      said.bids().add(px, 1L << bit);
      assertThat(normaliser.depth(said, NOW)).isEqualTo(Verdict.ACCEPTED);

      var changes = encoder.takeChanges(normaliser);

      assertThat(Depth.parseFrom(changes.depths().getFirst().bytes()).getBidsList())
          .containsExactly(PriceLevel.newBuilder().setPx(px).setQty(1L << bit).build());
      var quote = changes.quotes().getFirst();
      assertThat(Quote.parseFrom(quote.bytes())).isEqualTo(quote.quote());
    }
  }

  @Test
  void levelsThatStandKeepTheirBytesWhateverChangesAroundThem() throws Exception {
    list(SYMBOL);
    var random = new Random(11);
    var bids = new ArrayList<PriceLevel>();
    var newest = encoder.takeChanges(normaliser).newestDepths();
    for (var round = 0; round < 20_000; round++) {
      change(bids, random);
      var said = new FeedDepth().begin(SYMBOL, NOW);
      bids.forEach(level -> said.bids().add(level.getPx(), level.getQty()));
      assertThat(normaliser.depth(said, NOW)).isEqualTo(Verdict.ACCEPTED);
      if (!newest.isEmpty() && random.nextInt(4) == 0) {
        // A sink that writes rarely has it encoded between two publications.
        assertThat(bidsOf(newest.getFirst().message())).as("round %d", round).isEqualTo(top(bids));
      }
      if (random.nextInt(4) > 0) {
        var changes = encoder.takeChanges(normaliser);
        if (changes.depths().isEmpty()) {
          continue;
        }
        newest = changes.newestDepths();
        assertThat(bidsOf(changes.depths().getFirst())).as("round %d", round).isEqualTo(top(bids));
      }
    }
  }

  private static List<PriceLevel> bidsOf(Encoded depth) throws InvalidProtocolBufferException {
    return Depth.parseFrom(depth.bytes()).getBidsList();
  }

  private static List<PriceLevel> top(List<PriceLevel> levels) {
    return levels.subList(0, Math.min(LEVELS, levels.size()));
  }

  /** One level is new, has gone or has another quantity; at times several, or all. */
  private static void change(List<PriceLevel> bids, Random random) {
    if (random.nextInt(500) == 0) {
      bids.clear();
    }
    for (var changes = random.nextInt(5) == 0 ? 3 : 1; changes > 0; changes--) {
      var at = random.nextInt(bids.size() + 1);
      var px = 1L + random.nextInt(1 << random.nextInt(1, 24));
      var level =
          PriceLevel.newBuilder()
              .setPx(px)
              .setQty(1 + (random.nextLong() >>> random.nextInt(1, 63)));
      switch (random.nextInt(3)) {
        case 0 -> bids.subList(at, Math.min(at + 1, bids.size())).clear();
        case 1 -> {
          if (at < bids.size()) {
            bids.set(at, level.setPx(bids.get(at).getPx()).build());
          }
        }
        default -> {
          if (bids.size() < LEVELS + 5 && bids.stream().noneMatch(other -> other.getPx() == px)) {
            bids.add(level.build());
            bids.sort(Comparator.comparingLong(PriceLevel::getPx).reversed());
          }
        }
      }
    }
  }

  @Test
  void emptyBookIsADepthWithoutLevels() throws Exception {
    list(SYMBOL);
    normaliser.depth(book(1_000), NOW);
    encoder.takeChanges(normaliser);
    normaliser.depth(new FeedDepth().begin(SYMBOL, NOW), NOW);

    var depth = Depth.parseFrom(encoder.takeChanges(normaliser).depths().getFirst().bytes());

    assertThat(depth.getBidsCount() + depth.getAsksCount()).isZero();
    assertThat(depth.getAsOf()).isEqualTo(NOW);
  }

  @Test
  void whatDidNotChangeIsNotTakenAgainAndTradesKeepTheirOrder() throws Exception {
    list(SYMBOL);
    normaliser.depth(book(1_000), NOW);
    encoder.takeChanges(normaliser);
    normaliser.trade(new FeedTrade(SYMBOL, 1_000, 1, Side.BUY, NOW, "a"), NOW);
    normaliser.trade(new FeedTrade(SYMBOL, 1_000, 2, Side.SELL, NOW, "b"), NOW);

    var changes = encoder.takeChanges(normaliser);

    assertThat(changes.quotes()).hasSize(1);
    assertThat(changes.depths()).isEmpty();
    assertThat(changes.trades())
        .extracting(trade -> trade.trade().getTrdMatchId())
        .containsExactly("a", "b");
    var first = changes.trades().getFirst();
    assertThat(Trade.parseFrom(first.bytes())).isEqualTo(first.trade());
    var nothing = encoder.takeChanges(normaliser);
    assertThat(List.of(nothing.quotes(), nothing.depths(), nothing.trades()))
        .allMatch(List::isEmpty);
  }

  @Test
  void batchOfEncodedEntriesIsWhatProtobufEncodes() throws Exception {
    list(SYMBOL);
    list("XNSE:TCS");
    normaliser.depth(book(1_000), NOW);
    var depths = encoder.takeChanges(normaliser).depths();
    var head = DepthBatch.newBuilder().setSource("test").build();

    var bytes = EncodedBatch.of(head, DepthBatch.DEPTHS_FIELD_NUMBER, depths);

    var expected = head.toBuilder();
    for (var depth : depths) {
      expected.addDepths(Depth.parseFrom(depth.bytes()));
    }
    assertThat(DepthBatch.parseFrom(bytes)).isEqualTo(expected.build());
    assertThat(EncodedBatch.of(head, DepthBatch.DEPTHS_FIELD_NUMBER, List.of()))
        .isEqualTo(head.toByteArray());
  }

  @Test
  void depthOfAnyNumbersHasTheBytesThatProtobufMakes() throws Exception {
    list(SYMBOL);
    var depth = new FeedDepth().begin(SYMBOL, NOW);
    for (var level = 0; level < DepthLevels.CAPACITY; level++) {
      depth.bids().add((1L << 40) - level, 1L << (3 * level));
      depth.asks().add((1L << 40) + 1 + level, Long.MAX_VALUE >>> (2 * level));
    }
    assertThat(normaliser.depth(depth, NOW).isTaken()).isTrue();

    var bytes = encoder.takeChanges(normaliser).depths().getFirst().bytes();

    var parsed = Depth.parseFrom(bytes);
    assertThat(parsed.toByteString()).isEqualTo(bytes);
    assertThat(parsed.getBids(19).getPx()).isEqualTo((1L << 40) - 19);
    assertThat(parsed.getBids(19).getQty()).isEqualTo(1L << 57);
    assertThat(parsed.getAsks(0).getQty()).isEqualTo(Long.MAX_VALUE);
    assertThat(parsed.getAsksCount()).isEqualTo(20);
  }

  @Test
  void quoteOfAnyNumbersHasTheBytesThatProtobufMakes() {
    list(SYMBOL);
    var depth = new FeedDepth().begin(SYMBOL, NOW);
    depth.bids().add(1L << 40, 1);
    depth.asks().add((1L << 40) + 1, Long.MAX_VALUE);
    normaliser.depth(depth, NOW);
    normaliser.trade(new FeedTrade(SYMBOL, 1L << 40, 300, Side.BUY, NOW, "a"), NOW);
    var fresh = encoder.takeChanges(normaliser).quotes().getFirst();
    normaliser.goStale(SYMBOL);

    var stale = encoder.takeChanges(normaliser).quotes().getFirst();

    assertThat(fresh.bytes()).isEqualTo(fresh.quote().toByteString());
    assertThat(stale.bytes()).isEqualTo(stale.quote().toByteString());
    assertThat(stale.quote().getStale()).isTrue();
  }

  @Test
  void newestIsMadeOfTheStateAsItIsWhenItIsWritten() throws Exception {
    list(SYMBOL);
    list("XNSE:TCS");
    normaliser.depth(book(1_000), NOW);
    var changes = encoder.takeChanges(normaliser);
    normaliser.depth(book(1_001), NOW);
    encoder.changeSource("other");

    var depth = Depth.parseFrom(changes.newestDepths().getFirst().message().bytes());
    var quote = Quote.parseFrom(changes.newestQuotes().getFirst().message().bytes());

    assertThat(changes.newestDepths()).hasSize(1);
    assertThat(depth.getBids(0).getPx()).isEqualTo(1_001);
    assertThat(quote.getBidPx()).isEqualTo(1_001);
    assertThat(quote.getSource()).isEqualTo("other");
    assertThat(changes.newestQuotes()).extracting(Newest::index).containsExactly(0, 1);
  }

  private void list(String symbol) {
    normaliser.list(new Listing(symbol, 1, 0, 0), Optional.empty(), NOW);
  }

  private static FeedDepth book(long bidPx) {
    var depth = new FeedDepth().begin(SYMBOL, NOW);
    depth.bids().add(bidPx, 5);
    return depth;
  }
}
