package openbell.exchangesimulator.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import openbell.exchangesimulator.domain.StreetCommand.Quote;
import openbell.exchangesimulator.domain.StreetCommand.Take;
import openbell.exchangesimulator.domain.StreetCommand.Withdraw;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.venue.domain.MarketDataDelta.Depth;
import openbell.venue.domain.MatchingEngine;
import openbell.venue.domain.VenueCommand;
import openbell.venue.domain.VenueCommand.Header;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCancelRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The participants against the real matching engine. */
class SimulatedMarketTest {
  private static final int TRADE_DATE = 20260302;
  private static final int PLACES = 14;

  private MatchingEngine engine;
  private long offset;
  private int trades;

  @BeforeEach
  void emptyVenue() {
    engine = new MatchingEngine(0);
    offset = 0;
    trades = 0;
  }

  @ParameterizedTest
  @CsvSource({
    "XNSE:RELIANCE, 500, 28500000, 50000",
    "XNSE:IDEA, 100, 85000, 500000",
    "XNSE:MRF, 500, 1250000000, 500",
    "XNAS:AAPL, 100, 2200000, 10000",
    "XNAS:PENNY, 100, 100, 100"
  })
  void keepsATwoSidedBook(String symbol, long tick, long previousClose, long maxOrderQty) {
    var listing = listing(symbol, tick, previousClose, maxOrderQty);
    var market = opened(listing, 42);
    for (int turn = 0; turn < 5_000; turn++) {
      var depth = turn(market);
      assertThat(depth.asks()).as("asks after turn %d", turn).isNotEmpty();
      assertThat(engine.liveOrderCount()).isLessThanOrEqualTo(PLACES);
      if (previousClose > tick) {
        assertThat(depth.bids()).as("bids after turn %d", turn).isNotEmpty();
      }
    }
    assertThat(trades).isGreaterThan(100);
  }

  @Test
  void opensWithQuotesAndATrade() {
    opened(reliance(), 42);

    assertThat(trades).isPositive();
    var depth = depth();
    assertThat(depth.bids()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(depth.asks()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(depth.bids().getFirst().quantity()).isGreaterThan(10);
    assertThat(depth.asks().getFirst().price() - depth.bids().getFirst().price())
        .isLessThanOrEqualTo(20 * reliance().tickSize());
  }

  @Test
  void staysNearThePreviousClose() {
    var market = opened(reliance(), 7);
    for (int turn = 0; turn < 20_000; turn++) {
      turn(market);
      assertThat(market.fairPrice()).isBetween(27_645_000L, 29_355_000L);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "XBOM:RELIANCE, 500, 28488500, 28500000, 29500",
    "XBOM:TATASTEEL, 100, 1579400, 1580000, 1700",
    "XBOM:IDEA, 500, 85000, 85000, 2000"
  })
  void secondListingStaysNearThePriceOfThePrimaryOne(
      String symbol, long tick, long previousClose, long primaryClose, long reach) {
    var primary =
        new SimulatedMarket(listing(symbol.replace("XBOM", "XNSE"), 100, primaryClose, 50_000), 7);
    var second = new SimulatedMarket(listing(symbol, tick, previousClose, 50_000), primary, 7);
    var ownPrices = 0;
    for (int turn = 0; turn < 20_000; turn++) {
      primary.turn(turn);
      second.turn(turn);
      var apart = Math.abs(second.fairPrice() - primary.fairPrice());
      assertThat(apart).as("turn %d", turn).isLessThanOrEqualTo(reach);
      assertThat(second.fairPrice() % tick).isZero();
      ownPrices += apart > 0 ? 1 : 0;
    }
    assertThat(ownPrices).as("a book of its own").isGreaterThan(1_000);
  }

  @Test
  void nextRunTakesOverTheQuotesOfTheLast() {
    var first = opened(reliance(), 1);
    for (int turn = 0; turn < 2_000; turn++) {
      turn(first);
    }
    long middle = (depth().bids().getFirst().price() + depth().asks().getFirst().price()) / 2;

    var second = new SimulatedMarket(reliance(), 2);
    observe(second);
    assertThat(second.fairPrice()).isCloseTo(middle, org.assertj.core.data.Offset.offset(500L));
    apply(second.turn(0));

    assertThat(engine.liveOrderCount()).isLessThanOrEqualTo(PLACES);
  }

  @Test
  void refillsASideThatRunsOutAtOnce() {
    var market = opened(reliance(), 42);
    sweep(Side.BUY);
    assertThat(depth().asks()).isEmpty();
    observe(market);
    assertThat(market.isThin()).isTrue();

    apply(market.turn(0));

    assertThat(depth().asks()).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void sameSeedMakesTheSameDecisions() {
    assertThat(decisions(5)).isEqualTo(decisions(5)).isNotEqualTo(decisions(6));
  }

  @Test
  void everyPriceAndQuantityIsOneTheMarketAllows() {
    var listing = new Listing("XNSE:LOTS", 0, 500, 25, 28_500_000, 5_000, Optional.empty());
    for (var command : decisions(listing, 3)) {
      switch (command) {
        case Quote quote -> assertAllowed(quote.price(), quote.quantity());
        case Take take -> assertAllowed(take.price(), take.quantity());
        case Withdraw withdraw -> assertThat(withdraw.listing()).isEqualTo(listing);
      }
    }
  }

  @Test
  void untradableListingIsRefused() {
    assertThatThrownBy(() -> new Listing("XNSE:X", 0, 0, 1, 100, 1, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertAllowed(long price, long quantity) {
    assertThat(price).isPositive();
    assertThat(price % 500).isZero();
    assertThat(quantity % 25).isZero();
    assertThat(quantity).isBetween(25L, 5_000L);
  }

  private static List<StreetCommand> decisions(long seed) {
    return decisions(reliance(), seed);
  }

  private static List<StreetCommand> decisions(Listing listing, long seed) {
    var market = new SimulatedMarket(listing, seed);
    var commands = new ArrayList<StreetCommand>();
    for (int turn = 0; turn < 500; turn++) {
      commands.addAll(market.turn(turn));
    }
    return commands;
  }

  private static Listing listing(String symbol, long tick, long previousClose, long maxOrderQty) {
    return new Listing(symbol, 0, tick, 1, previousClose, maxOrderQty, Optional.empty());
  }

  private static Listing reliance() {
    return listing("XNSE:RELIANCE", 500, 28_500_000, 50_000);
  }

  private SimulatedMarket opened(Listing listing, long seed) {
    engine.apply(offset++, 0, new InstrumentListing(listing.symbol()));
    var market = new SimulatedMarket(listing, seed);
    turn(market);
    return market;
  }

  private Depth turn(SimulatedMarket market) {
    apply(market.turn(offset));
    observe(market);
    return depth();
  }

  private void observe(SimulatedMarket market) {
    var depth = depth();
    market.observe(
        depth.bids().isEmpty() ? 0 : depth.bids().getFirst().price(),
        depth.asks().isEmpty() ? 0 : depth.asks().getFirst().price(),
        depth.bids().size(),
        depth.asks().size());
  }

  private Depth depth() {
    return engine.wholeMarketData().depths().getFirst();
  }

  private void sweep(Side side) {
    var header = new Header(new java.util.UUID(1, 1), 0, 7, reliance().symbol(), TRADE_DATE);
    engine.apply(
        offset++,
        0,
        new NewOrderSingle(
            header, side, OrdType.MARKET, TimeInForce.IOC, 1_000_000_000, 2 * 28_500_000L));
  }

  private void apply(List<StreetCommand> commands) {
    for (var command : commands) {
      engine.apply(offset++, 1_772_445_600_000_000L, venueCommand(command));
    }
    trades += engine.takeMarketData().trades().size();
  }

  private static VenueCommand venueCommand(StreetCommand command) {
    var header = new Header(command.orderId(), 0, 0, command.listing().symbol(), TRADE_DATE);
    return switch (command) {
      case Quote q ->
          new NewOrderSingle(
              header, q.side(), OrdType.LIMIT, TimeInForce.DAY, q.quantity(), q.price());
      case Take t ->
          new NewOrderSingle(
              header, t.side(), OrdType.LIMIT, TimeInForce.IOC, t.quantity(), t.price());
      case Withdraw w -> new OrderCancelRequest(header);
    };
  }
}
