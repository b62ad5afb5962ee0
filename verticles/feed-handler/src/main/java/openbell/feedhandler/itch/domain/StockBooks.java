package openbell.feedhandler.itch.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import openbell.model.Side;
import openbell.model.itch.ItchField;
import openbell.model.itch.ItchMessage;
import openbell.model.itch.ItchStock;

/**
 * The books of all stocks of a session, built order by order from its messages. What refers to an
 * order or a stock that is not known is counted and left out. Allocates nothing per message once it
 * has grown. On one event loop.
 */
public final class StockBooks {
  /** Told of trades as they are read. */
  @FunctionalInterface
  public interface Trades {
    /**
     * A trade that counts.
     *
     * @param symbol canonical
     * @param restingSide of the order that was there
     */
    void trade(String symbol, Side restingSide, long px, ItchMessage message);
  }

  private static final int LOCATES = 1 << 16;
  private static final int MAX_ORDERS = 4_000_000;

  private final StockBook[] byLocate = new StockBook[LOCATES];
  private final List<StockBook> all = new ArrayList<>();
  private final List<StockBook> changed = new ArrayList<>();
  private final OrderTable orders = new OrderTable(MAX_ORDERS);
  private final String mic;
  private final Trades trades;
  private long unknown;

  /** The books of a market, none yet. */
  public StockBooks(String mic, Trades trades) {
    this.mic = mic;
    this.trades = trades;
  }

  /** A new session: no stock, no order. */
  public void clear() {
    java.util.Arrays.fill(byLocate, null);
    all.clear();
    changed.clear();
    orders.clear();
  }

  /** Applies the next message; types that change no book and print no trade do nothing. */
  public void apply(ItchMessage message) {
    switch (message.type()) {
      case STOCK_DIRECTORY -> list(message);
      case ADD_ORDER, ADD_ORDER_ATTRIBUTED -> add(message);
      case ORDER_EXECUTED, ORDER_EXECUTED_WITH_PRICE -> execute(message);
      case ORDER_CANCEL -> reduce(message, message.shares());
      case ORDER_DELETE -> reduce(message, Long.MAX_VALUE);
      case ORDER_REPLACE -> replace(message);
      case TRADE -> print(message);
      case SYSTEM_EVENT,
          TRADING_ACTION,
          REG_SHO_RESTRICTION,
          MARKET_PARTICIPANT_POSITION,
          MWCB_DECLINE_LEVEL,
          MWCB_STATUS,
          IPO_QUOTING_PERIOD_UPDATE,
          LULD_AUCTION_COLLAR,
          OPERATIONAL_HALT,
          CROSS_TRADE,
          BROKEN_TRADE,
          NET_ORDER_IMBALANCE,
          RETAIL_PRICE_IMPROVEMENT,
          DIRECT_LISTING_PRICE_DISCOVERY -> {}
    }
  }

  /** Tells each book that changed since the last call. */
  public void drainChanged(Consumer<StockBook> told) {
    for (var book : changed) {
      book.told();
      told.accept(book);
    }
    changed.clear();
  }

  /** Tells every book. */
  public void forEach(Consumer<StockBook> told) {
    all.forEach(told);
  }

  /** How many orders are known. */
  public int orders() {
    return orders.size();
  }

  /** How many messages referred to what is not known. */
  public long unknown() {
    return unknown;
  }

  private void list(ItchMessage message) {
    var locate = message.stockLocate();
    if (byLocate[locate] == null) {
      var book = new StockBook(mic + ":" + ItchStock.symbol(message.stock()));
      byLocate[locate] = book;
      all.add(book);
    }
  }

  private void add(ItchMessage message) {
    var reference = message.orderReference();
    var isNew = message.shares() > 0 && orders.find(reference) == OrderTable.NONE;
    add(isNew, reference, message.stockLocate(), message.side(), message);
  }

  private void add(boolean isNew, long reference, int locate, Side side, ItchMessage message) {
    if (isNew
        && byLocate[locate] != null
        && orders.add(reference, locate, side, message.price(), message.shares())) {
      change(locate, side, message.price(), message.shares(), message);
    } else {
      unknown++;
    }
  }

  private void execute(ItchMessage message) {
    var slot = orders.find(message.orderReference());
    if (slot == OrderTable.NONE) {
      unknown++;
      return;
    }
    var hasPrice = message.type().has(ItchField.PRICE);
    if (!hasPrice || message.get(ItchField.PRINTABLE) == 'Y') {
      var px = hasPrice ? message.price() : orders.px(slot);
      trades.trade(byLocate[orders.locate(slot)].symbol(), orders.side(slot), px, message);
    }
    reduce(message, message.shares());
  }

  private void reduce(ItchMessage message, long shares) {
    var slot = orders.find(message.orderReference());
    if (slot == OrderTable.NONE) {
      unknown++;
      return;
    }
    var taken = Math.min(shares, orders.qty(slot));
    change(orders.locate(slot), orders.side(slot), orders.px(slot), -taken, message);
    orders.reduce(slot, taken);
  }

  private void replace(ItchMessage message) {
    var slot = orders.find(message.orderReference());
    if (slot == OrderTable.NONE) {
      unknown++;
      return;
    }
    var locate = orders.locate(slot);
    var side = orders.side(slot);
    reduce(message, Long.MAX_VALUE);
    var reference = message.get(ItchField.NEW_ORDER_REFERENCE);
    var isNew = message.shares() > 0 && orders.find(reference) == OrderTable.NONE;
    add(isNew, reference, locate, side, message);
  }

  private void print(ItchMessage message) {
    var book = byLocate[message.stockLocate()];
    if (book == null) {
      unknown++;
    } else {
      trades.trade(book.symbol(), message.side(), message.price(), message);
    }
  }

  private void change(int locate, Side side, long px, long by, ItchMessage message) {
    var book = byLocate[locate];
    if (book.change(side, px, by, message.timestampNanos())) {
      changed.add(book);
    }
  }
}
