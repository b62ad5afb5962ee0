package openbell.feedhandler.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.ItchMarket;
import openbell.feedhandler.domain.Listing;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.domain.TradeDays;
import openbell.feedhandler.domain.Verdict;
import openbell.model.Side;
import openbell.model.itch.ItchEncoder;
import openbell.model.itch.ItchField;
import openbell.model.itch.ItchMessage;
import openbell.model.itch.ItchStock;
import openbell.model.itch.ItchSyntax;
import openbell.model.itch.ItchType;
import org.junit.jupiter.api.Test;

/** A side that stands is not read again, and nobody can tell. */
class StandingSidesTest {
  private static final long NOW = 1_700_000_000_000_000L;
  private static final long HOUR = 3_600_000_000L;
  private static final int STOCKS = 4;
  private static final int MESSAGES = 200_000;

  private final Random random = new Random(7);
  private final ItchMarket market = new ItchMarket("XNAS", 400);
  private final ItchEncoder message = new ItchEncoder();
  private final byte[] bytes = new byte[ItchType.MAX_LENGTH];
  private final ItchMessage view = new ItchMessage();
  private final FeedDepth read = new FeedDepth();
  private final FeedDepth copied = new FeedDepth();
  private final FeedDepth whole = new FeedDepth();
  private final Receiver ofSides = new Receiver();
  private final Receiver ofWholes = new Receiver();
  private final List<Long> references = new ArrayList<>();
  private long nextReference = 1;

  private static final class Receiver {
    final Normaliser normaliser =
        new Normaliser(symbol -> new TradeDays(ZoneOffset.UTC), NOW, Long.MAX_VALUE);
    final WireEncoder encoder = new WireEncoder("itch");
  }

  @Test
  void bothWaysSayTheSameWhateverIsRefusedBetween() {
    var met = EnumSet.noneOf(Verdict.class);
    list(100);
    for (var sent = 0; sent < MESSAGES; sent++) {
      apply();
      if (random.nextInt(3) == 0) {
        market.drainChanged(locate -> met.add(tell(locate, random.nextInt(50) == 0)));
      }
      if (random.nextInt(500) == 0) {
        disturb();
      }
      if (random.nextInt(5) == 0) {
        compare();
      }
    }
    compare();
    assertThat(met)
        .contains(Verdict.ACCEPTED, Verdict.STALE_CLOCK, Verdict.OFF_TICK, Verdict.CROSSED);
  }

  /** Orders of which one in fifty is off the tick and some cross the book: it is refused whole. */
  private void apply() {
    var locate = 1 + random.nextInt(STOCKS);
    if (references.size() < 100 || random.nextBoolean()) {
      var side = random.nextBoolean() ? Side.BUY : Side.SELL;
      var steps = random.nextInt(40) - (random.nextInt(60) == 0 ? 45 : 0);
      var px = side == Side.BUY ? 1_000_000 - 100 * steps : 1_000_100 + 100 * steps;
      references.add(nextReference);
      message
          .begin(ItchType.ADD_ORDER, bytes, 0)
          .header(locate, 0, 1)
          .put(ItchField.ORDER_REFERENCE, nextReference++)
          .side(side)
          .put(ItchField.SHARES, 1 + random.nextInt(900))
          .put(ItchField.STOCK, ItchStock.of("S" + locate))
          .put(ItchField.PRICE, px + (random.nextInt(50) == 0 ? 50 : 0));
    } else {
      // Of another stock it is left out.
      message
          .begin(ItchType.ORDER_DELETE, bytes, 0)
          .header(locate, 0, 1)
          .put(ItchField.ORDER_REFERENCE, references.get(random.nextInt(references.size())));
    }
    assertThat(view.wrap(bytes, 0, message.length())).isEqualTo(ItchSyntax.VALID);
    market.apply(view);
    if (references.size() > 400) {
      references.subList(0, 100).clear();
    }
  }

  private Verdict tell(int locate, boolean isLate) {
    var stamp = isLate ? NOW - HOUR : NOW;
    market.begin(locate, copied, stamp);
    whole.begin(market.symbol(locate), stamp);
    whole.bids().copyFrom(copied.bids());
    whole.asks().copyFrom(copied.asks());
    var ofWhole = ofWholes.normaliser.depth(whole, NOW);
    var ofSide = ofSides.normaliser.depth(market.begin(locate, read, stamp), NOW);
    assertThat(ofSide).isEqualTo(ofWhole);
    return ofSide;
  }

  private void disturb() {
    switch (random.nextInt(4)) {
      case 0 -> list(random.nextBoolean() ? 100 : 50);
      case 1 -> both(Normaliser::changeLine);
      case 2 -> both(normaliser -> normaliser.clearAbsent(0, Set.of("XNAS:S1")));
      default -> both(normaliser -> normaliser.goStale("XNAS:S2"));
    }
  }

  private void list(long tickSize) {
    for (var stock = 1; stock <= STOCKS; stock++) {
      var listing = new Listing("XNAS:S" + stock, tickSize, 0, 0);
      both(normaliser -> normaliser.list(listing, Optional.empty(), NOW));
    }
  }

  private void both(Consumer<Normaliser> change) {
    change.accept(ofSides.normaliser);
    change.accept(ofWholes.normaliser);
  }

  private void compare() {
    var ofSide = ofSides.encoder.takeChanges(ofSides.normaliser);
    var ofWhole = ofWholes.encoder.takeChanges(ofWholes.normaliser);
    assertThat(ofSide.depths()).isEqualTo(ofWhole.depths());
    assertThat(ofSide.quotes()).isEqualTo(ofWhole.quotes());
  }
}
