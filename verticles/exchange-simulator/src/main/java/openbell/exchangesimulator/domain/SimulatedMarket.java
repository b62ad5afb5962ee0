package openbell.exchangesimulator.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import openbell.exchangesimulator.domain.StreetCommand.Quote;
import openbell.exchangesimulator.domain.StreetCommand.Take;
import openbell.exchangesimulator.domain.StreetCommand.Withdraw;
import openbell.model.OrderId;
import openbell.model.Side;

/**
 * The market in one instrument: a maker who quotes both sides around a fair price that wanders and
 * comes back to its anchor, and others who take or add a little. The anchor is the previous close,
 * or the fair price of the same share in another market. Owned by one thread.
 *
 * <p>Every quote has a place (side, depth) whose order id follows from the symbol and the place. A
 * new quote withdraws the old one first, also one of a run before this one: so the resting orders
 * of the street never number more than its places.
 */
public final class SimulatedMarket {
  private static final int MAKER_LEVELS = 5;
  private static final int NOISE_LEVELS = 2;
  private static final int PLACES = MAKER_LEVELS + NOISE_LEVELS;
  private static final int THIN = 3;
  private static final long LEVEL_NOTIONAL = 10_000_000_000L;

  private final Listing listing;
  private final Anchor anchor;
  private final Dice dice;
  private final long symbolHash;
  private final long spacing;
  private final long levelLots;
  private long fair;
  private boolean opened;
  private boolean hasThinBids;
  private boolean hasThinAsks;

  /** A market that leads itself. */
  public SimulatedMarket(Listing listing, long seed) {
    this(listing, Anchor.previousClose(listing), seed);
  }

  /** A market that follows another one of the same share, on the same thread. */
  public SimulatedMarket(Listing listing, SimulatedMarket elsewhere, long seed) {
    this(listing, Anchor.sameShare(elsewhere), seed);
  }

  private SimulatedMarket(Listing listing, Anchor anchor, long seed) {
    this.listing = listing;
    this.anchor = anchor;
    this.symbolHash = hash(listing.symbol());
    this.dice = new Dice(seed ^ symbolHash);
    this.fair = listing.previousClose() / listing.tickSize();
    // Levels lie about half a basis point of the price apart, a tick at least.
    this.spacing = Math.max(1, fair / 20_000);
    long lots = LEVEL_NOTIONAL / listing.previousClose() / listing.roundLot();
    this.levelLots =
        Math.clamp(lots, 20, Math.max(20, listing.maxOrderQty() / listing.roundLot() / 4));
  }

  public Listing listing() {
    return listing;
  }

  /** The market's fair price. */
  public long fairPrice() {
    return fair * listing.tickSize();
  }

  /**
   * Takes note of the book. Before the first turn the fair price moves to where the book is: it may
   * hold the quotes of a run before this one, and the price of that run.
   *
   * @param bestBid 0 if there is none, as bestAsk
   */
  public void observe(long bestBid, long bestAsk, int bidLevels, int askLevels) {
    if (!opened && bestBid > 0 && bestAsk > 0) {
      fair = clamped((bestBid + bestAsk) / 2 / listing.tickSize());
    }
    // Below a price of a few ticks there is no room for as many bids.
    hasThinBids = bidLevels < Math.min(THIN, Math.max(1, fair - 1));
    hasThinAsks = askLevels < THIN;
  }

  /** Whether a side of the book has nearly run out: the next turn fills it. */
  boolean isThin() {
    return opened && (hasThinBids || hasThinAsks);
  }

  /** What the participants do next: at first all quotes and a first trade, then a little. */
  public List<StreetCommand> turn(long nowMillis) {
    var commands = new ArrayList<StreetCommand>();
    // The anchor may have moved since the last turn.
    fair = clamped(fair);
    if (!opened) {
      opened = true;
      quoteWholeSide(Side.BUY, commands);
      quoteWholeSide(Side.SELL, commands);
      commands.add(take(nowMillis));
    } else if (hasThinBids) {
      hasThinBids = false;
      quoteWholeSide(Side.BUY, commands);
    } else if (hasThinAsks) {
      hasThinAsks = false;
      quoteWholeSide(Side.SELL, commands);
    } else {
      act(nowMillis, commands);
    }
    return commands;
  }

  private void act(long nowMillis, List<StreetCommand> commands) {
    int what = dice.below(100);
    if (what < 45) {
      wander();
      quoteBothSides(0, commands);
    } else if (what < 65) {
      quoteBothSides(1 + dice.below(MAKER_LEVELS - 1), commands);
    } else if (what < 75) {
      quote(side(), MAKER_LEVELS + dice.below(NOISE_LEVELS), commands);
    } else {
      commands.add(take(nowMillis));
    }
  }

  /** A step of a few ticks, drawn back to the anchor the more, the farther away it is. */
  private void wander() {
    long reach = Math.max(1, anchor.reach(listing.tickSize()));
    long pull = (anchor.ticks(listing.tickSize()) - fair) * 100 / reach;
    boolean isUp = dice.between(-150, 150) < pull;
    fair = clamped(fair + (isUp ? 1 : -1) * dice.between(0, spacing));
  }

  private long clamped(long ticks) {
    long middle = anchor.ticks(listing.tickSize());
    long reach = anchor.reach(listing.tickSize());
    return Math.clamp(ticks, Math.max(1, middle - reach), Math.max(1, middle + reach));
  }

  private void quoteWholeSide(Side side, List<StreetCommand> commands) {
    for (int place = 0; place < PLACES; place++) {
      quote(side, place, commands);
    }
  }

  private void quoteBothSides(int place, List<StreetCommand> commands) {
    quote(Side.BUY, place, commands);
    quote(Side.SELL, place, commands);
  }

  private void quote(Side side, int place, List<StreetCommand> commands) {
    var orderId = placeId(side, place);
    commands.add(new Withdraw(listing, orderId));
    long depth = place < MAKER_LEVELS ? place : 1 + dice.below(MAKER_LEVELS);
    long away = 1 + depth * spacing;
    long ticks = Math.max(1, fair + (side == Side.BUY ? -away : away));
    long lots =
        place < MAKER_LEVELS
            ? levelLots * (2 + depth) / 2 + dice.between(0, levelLots / 2)
            : dice.between(1, Math.max(1, levelLots / 10));
    commands.add(
        new Quote(listing, orderId, side, lots * listing.roundLot(), ticks * listing.tickSize()));
  }

  private Take take(long nowMillis) {
    var side = side();
    long through = 3 + 2 * spacing;
    long ticks = Math.max(1, fair + (side == Side.BUY ? through : -through));
    long lots = dice.between(1, Math.max(1, levelLots / 20));
    var orderId = OrderId.uuidV7(nowMillis, dice.nextLong(), dice.nextLong());
    return new Take(listing, orderId, side, lots * listing.roundLot(), ticks * listing.tickSize());
  }

  private Side side() {
    return dice.percent(50) ? Side.BUY : Side.SELL;
  }

  /** The same in every run: time 0, the place, the symbol. */
  private UUID placeId(Side side, int place) {
    return OrderId.uuidV7(0, side == Side.BUY ? place : PLACES + place, symbolHash);
  }

  /** FNV-1a, 64 bits. */
  private static long hash(String text) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }
}
