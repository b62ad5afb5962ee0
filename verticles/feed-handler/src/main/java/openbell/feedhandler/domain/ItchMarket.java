package openbell.feedhandler.domain;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;
import openbell.model.Side;
import openbell.model.itch.ItchField;
import openbell.model.itch.ItchMessage;
import openbell.model.itch.ItchType;

/**
 * All stocks of an ITCH day, order by order: orders are found by their reference, stocks by their
 * locate code. Orders at most as many as the limit; what is beyond it is left out and said so.
 * Allocates nothing per message once it has grown. For one thread.
 */
public final class ItchMarket {
  /** What a message did. */
  public enum Effect {
    /** The stock's book changed. */
    BOOK,
    /** The stock's book changed, and the shares were printed: {@link #tradePx} and the like. */
    BOOK_AND_TRADE,
    /** Shares were printed that were not in the book: hidden orders and crosses. */
    TRADE,
    /** A stock is known now, or its trading was halted or resumed. */
    STATE,
    /** Counted only: imbalances, indicators, broken trades. */
    NONE,
    /** An order that is not in this stock's book: left out. */
    UNKNOWN_ORDER,
    /** A new order with the reference of one that lives: left out. */
    DUPLICATE_ORDER,
    /** No shares, no price, or another stock than the locate code is for: left out. */
    MALFORMED,
    /** There are as many orders as the limit allows: left out. */
    FULL
  }

  private static final int LOCATES = 1 << 16;
  private static final int START_OF_MESSAGES = 'O';
  private static final int TRADING = 'T';
  private static final int NOT_PRINTABLE = 'N';

  private final String mic;
  private final int maxOrders;
  private final BitSet changed = new BitSet();
  private final ItchBook[] books = new ItchBook[LOCATES];
  private BookLevels levels = new BookLevels();
  private BookOrders orders = new BookOrders(levels);
  private int stocks;
  private long tradePx;
  private long tradeQty;
  private Side aggressor = Side.BUY;

  /**
   * A day without stocks.
   *
   * @param mic the market's code, for the symbols
   * @param maxOrders how many orders may live at once
   */
  public ItchMarket(String mic, int maxOrders) {
    this.mic = mic;
    this.maxOrders = maxOrders;
  }

  /** Applies the next message. */
  public Effect apply(ItchMessage message) {
    return switch (message.type()) {
      case SYSTEM_EVENT -> system(message);
      case STOCK_DIRECTORY -> directory(message);
      case TRADING_ACTION -> tradingAction(message);
      case ADD_ORDER, ADD_ORDER_ATTRIBUTED -> add(message);
      case ORDER_EXECUTED, ORDER_EXECUTED_WITH_PRICE -> execute(message);
      case ORDER_CANCEL -> reduce(message, message.shares());
      case ORDER_DELETE -> reduce(message, Long.MAX_VALUE);
      case ORDER_REPLACE -> replace(message);
      case TRADE, CROSS_TRADE -> trade(message);
      case REG_SHO_RESTRICTION,
          MARKET_PARTICIPANT_POSITION,
          MWCB_DECLINE_LEVEL,
          MWCB_STATUS,
          IPO_QUOTING_PERIOD_UPDATE,
          LULD_AUCTION_COLLAR,
          OPERATIONAL_HALT,
          BROKEN_TRADE,
          NET_ORDER_IMBALANCE,
          RETAIL_PRICE_IMPROVEMENT,
          DIRECT_LISTING_PRICE_DISCOVERY ->
          Effect.NONE;
    };
  }

  /** A new day or session: no stock, no order. */
  public void clear() {
    Arrays.fill(books, null);
    changed.clear();
    levels = new BookLevels();
    orders = new BookOrders(levels);
    stocks = 0;
  }

  /** Tells the locate codes of the books that changed since the last call. */
  public void drainChanged(IntConsumer told) {
    for (var at = changed.nextSetBit(0); at >= 0; at = changed.nextSetBit(at + 1)) {
      told.accept(at);
      books[at].bids.told();
      books[at].asks.told();
    }
    changed.clear();
  }

  /** Tells the locate codes of all stocks that are known. */
  public void forEach(IntConsumer told) {
    for (var locate = 0; locate < LOCATES; locate++) {
      if (knows(locate)) {
        told.accept(locate);
      }
    }
  }

  /** Whether a stock has this locate code today. */
  public boolean knows(int locate) {
    return books[locate] != null;
  }

  /** The canonical symbol of a stock that is known, e.g. {@code XNAS:AAPL}. */
  public String symbol(int locate) {
    return books[locate].symbol;
  }

  /** Whether trading in a known stock is halted, paused or only quoted (section 1.2.2). */
  public boolean isHalted(int locate) {
    return books[locate].isHalted;
  }

  /** Begins an update with the best levels of a known stock; the stamp is in microseconds. */
  public FeedDepth begin(int locate, FeedDepth depth, long asOfMicros) {
    var book = books[locate];
    return depth.begin(book.symbol, asOfMicros, book.bids, book.asks);
  }

  /** When a known stock's book last changed, nanoseconds since the exchange's midnight. */
  public long changedNanos(int locate) {
    return books[locate].changedNanos;
  }

  /** How many levels a side of a known stock has. */
  public int levels(int locate, Side side) {
    return books[locate].side(side).size();
  }

  /** How many orders live. */
  public int orders() {
    return orders.size();
  }

  /** How many stocks are known. */
  public int stocks() {
    return stocks;
  }

  /** Price of the last trade, 1/10,000. */
  public long tradePx() {
    return tradePx;
  }

  /** Shares of the last trade. */
  public long tradeQty() {
    return tradeQty;
  }

  /** The incoming side of the last trade; of a cross, which has none, BUY. */
  public Side aggressor() {
    return aggressor;
  }

  private Effect system(ItchMessage message) {
    if (message.get(ItchField.EVENT_CODE) != START_OF_MESSAGES) {
      return Effect.NONE;
    }
    clear();
    return Effect.STATE;
  }

  private Effect directory(ItchMessage message) {
    return bookOf(message) == null ? Effect.MALFORMED : Effect.STATE;
  }

  private Effect tradingAction(ItchMessage message) {
    var book = bookOf(message);
    if (book == null) {
      return Effect.MALFORMED;
    }
    book.isHalted = message.get(ItchField.TRADING_STATE) != TRADING;
    return Effect.STATE;
  }

  private Effect add(ItchMessage message) {
    var book = bookOf(message);
    return book == null
        ? Effect.MALFORMED
        : add(message.orderReference(), message, book.side(message.side()));
  }

  private Effect add(long reference, ItchMessage message, BookSide side) {
    if (message.shares() == 0 || message.price() == 0) {
      return Effect.MALFORMED;
    }
    if (orders.find(reference) != BookOrders.NONE) {
      return Effect.DUPLICATE_ORDER;
    }
    if (orders.size() >= maxOrders) {
      return Effect.FULL;
    }
    orders.add(reference, message.shares(), side.add(message.price(), message.shares()));
    return changed(message);
  }

  private Effect execute(ItchMessage message) {
    var slot = find(message);
    if (slot == BookOrders.NONE) {
      return Effect.UNKNOWN_ORDER;
    }
    var level = orders.level(slot);
    tradeQty = Math.min(message.shares(), orders.qty(slot));
    tradePx = message.type() == ItchType.ORDER_EXECUTED ? levels.px(level) : message.price();
    aggressor = books[message.stockLocate()].bids.has(level) ? Side.SELL : Side.BUY;
    var effect = reduce(message, message.shares());
    var isPrinted =
        tradeQty > 0 && tradePx > 0 && message.get(ItchField.PRINTABLE) != NOT_PRINTABLE;
    return isPrinted ? Effect.BOOK_AND_TRADE : effect;
  }

  private Effect reduce(ItchMessage message, long shares) {
    var slot = find(message);
    if (slot == BookOrders.NONE) {
      return Effect.UNKNOWN_ORDER;
    }
    var level = orders.level(slot);
    sideOf(slot, message).take(level, orders.reduce(slot, shares), orders);
    return changed(message);
  }

  private Effect changed(ItchMessage message) {
    changed.set(message.stockLocate());
    books[message.stockLocate()].changedNanos = message.timestampNanos();
    return Effect.BOOK;
  }

  /** The new order has its predecessor's side and stands at the end of its price's queue. */
  private Effect replace(ItchMessage message) {
    var slot = find(message);
    if (slot == BookOrders.NONE) {
      return Effect.UNKNOWN_ORDER;
    }
    var newReference = message.get(ItchField.NEW_ORDER_REFERENCE);
    if (orders.find(newReference) != BookOrders.NONE) {
      return Effect.DUPLICATE_ORDER;
    }
    if (message.shares() == 0 || message.price() == 0) {
      return Effect.MALFORMED;
    }
    var side = sideOf(slot, message);
    reduce(message, Long.MAX_VALUE);
    return add(newReference, message, side);
  }

  private Effect trade(ItchMessage message) {
    var book = bookOf(message);
    if (book == null) {
      return Effect.MALFORMED;
    }
    if (message.shares() == 0 || message.price() == 0) {
      return Effect.NONE;
    }
    tradePx = message.price();
    tradeQty = message.shares();
    var isAgainstSeller = message.type() == ItchType.CROSS_TRADE || message.side() == Side.SELL;
    aggressor = isAgainstSeller ? Side.BUY : Side.SELL;
    return Effect.TRADE;
  }

  /** The order that a message is about, or NONE: its stock is checked, it could be hostile. */
  private int find(ItchMessage message) {
    var slot = orders.find(message.orderReference());
    var book = books[message.stockLocate()];
    var isOfThisStock =
        slot != BookOrders.NONE && book != null && book.sideOf(orders.level(slot)) != null;
    return isOfThisStock ? slot : BookOrders.NONE;
  }

  /** The side of an order that {@link #find} found. */
  private BookSide sideOf(int slot, ItchMessage message) {
    return books[message.stockLocate()].sideOf(orders.level(slot));
  }

  /** The book of a message that names its stock, new if need be; null if the names differ. */
  private ItchBook bookOf(ItchMessage message) {
    var locate = message.stockLocate();
    if (books[locate] == null) {
      books[locate] = new ItchBook(mic, locate, message.stock(), levels);
      stocks++;
    }
    return books[locate].stock == message.stock() ? books[locate] : null;
  }
}
