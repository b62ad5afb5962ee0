package openbell.exchangesimulator.itch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import openbell.exchangesimulator.tape.TapeListener;
import openbell.model.Side;
import openbell.model.Symbol;
import openbell.model.itch.ItchEncoder;
import openbell.model.itch.ItchField;
import openbell.model.itch.ItchStamps;
import openbell.model.itch.ItchStock;
import openbell.model.itch.ItchType;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Trade;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says the tape in ITCH 5.0: the venue publishes levels, so each level is one order (A; X where it
 * shrinks, U where it grows, D where it goes, E where a trade takes from it, P for other trades).
 * What goes is said before what comes, so that no book is crossed in between. Writes into one
 * session's log; on the tape's event loop.
 */
final class ItchPublisher implements TapeListener {
  private static final Logger LOG = LoggerFactory.getLogger(ItchPublisher.class);
  private static final long MAX_U32 = 0xFFFF_FFFFL;
  private static final int MAX_LOCATE = 0xFFFF;
  private static final int MAX_CODE = 8;

  private final String mic;
  private final ItchStamps stamps;
  private final SessionLog log;
  private final Runnable appended;
  private final ItchEncoder encoder = new ItchEncoder();
  private final byte[] message = new byte[ItchType.MAX_LENGTH];
  private final Map<String, ItchStockBook> stocks = new HashMap<>();
  private final Set<String> leftOut = new HashSet<>();
  private long orders;
  private long matches;
  private long newestMicros;

  /**
   * A publisher at the beginning of a session.
   *
   * @param appended told after each message that was logged
   */
  ItchPublisher(String mic, ItchStamps stamps, SessionLog log, Runnable appended) {
    this.mic = mic;
    this.stamps = stamps;
    this.log = log;
    this.appended = appended;
  }

  /** The newest stamp of the session; microseconds since the epoch. */
  long newestMicros() {
    return newestMicros;
  }

  /** Says a system event (ITCH, section 1.1): O start of messages, Q of market hours, C end. */
  void systemEvent(char code, long nowMicros) {
    begin(ItchType.SYSTEM_EVENT, 0, nowMicros).put(ItchField.EVENT_CODE, code);
    append();
  }

  @Override
  public void depth(Depth depth) {
    stock(depth.getSymbol(), depth.getAsOf()).ifPresent(stock -> change(stock, depth));
  }

  @Override
  public void trade(Trade trade) {
    stock(trade.getSymbol(), trade.getTransactTime()).ifPresent(stock -> print(stock, trade));
  }

  private void change(ItchStockBook stock, Depth depth) {
    var bids = levels(depth.getBidsList());
    var asks = levels(depth.getAsksList());
    var asOf = depth.getAsOf();
    delete(stock, stock.levels(Side.BUY), bids, asOf);
    delete(stock, stock.levels(Side.SELL), asks, asOf);
    bids.forEach((px, qty) -> set(stock, Side.BUY, px, qty, asOf));
    asks.forEach((px, qty) -> set(stock, Side.SELL, px, qty, asOf));
  }

  /** Levels that ITCH can say: what does not fit 32 bits is left out. */
  private static Map<Long, Long> levels(List<PriceLevel> said) {
    var levels = new java.util.LinkedHashMap<Long, Long>();
    for (var level : said) {
      if (fits(level.getPx()) && fits(level.getQty())) {
        levels.put(level.getPx(), level.getQty());
      }
    }
    return levels;
  }

  private void delete(
      ItchStockBook stock, Map<Long, RestingLevel> resting, Map<Long, Long> wanted, long asOf) {
    resting
        .entrySet()
        .removeIf(
            level -> {
              var goes = !wanted.containsKey(level.getKey());
              if (goes) {
                begin(ItchType.ORDER_DELETE, stock.locate(), asOf)
                    .put(ItchField.ORDER_REFERENCE, level.getValue().reference());
                append();
              }
              return goes;
            });
  }

  private void set(ItchStockBook stock, Side side, long px, long qty, long asOf) {
    var level = stock.levels(side).get(px);
    if (level == null) {
      add(stock, side, px, qty, asOf);
    } else if (level.qty() > qty) {
      begin(ItchType.ORDER_CANCEL, stock.locate(), asOf)
          .put(ItchField.ORDER_REFERENCE, level.reference())
          .put(ItchField.SHARES, level.qty() - qty);
      append();
      level.reduceTo(qty);
    } else if (level.qty() < qty) {
      replace(stock, level, px, qty, asOf);
    }
  }

  private void add(ItchStockBook stock, Side side, long px, long qty, long asOf) {
    stock.levels(side).put(px, new RestingLevel(++orders, qty));
    begin(ItchType.ADD_ORDER, stock.locate(), asOf)
        .put(ItchField.ORDER_REFERENCE, orders)
        .side(side)
        .put(ItchField.SHARES, qty)
        .put(ItchField.STOCK, stock.stock())
        .put(ItchField.PRICE, px);
    append();
  }

  private void replace(ItchStockBook stock, RestingLevel level, long px, long qty, long asOf) {
    begin(ItchType.ORDER_REPLACE, stock.locate(), asOf)
        .put(ItchField.ORDER_REFERENCE, level.reference())
        .put(ItchField.NEW_ORDER_REFERENCE, ++orders)
        .put(ItchField.SHARES, qty)
        .put(ItchField.PRICE, px);
    append();
    level.become(orders, qty);
  }

  private void print(ItchStockBook stock, Trade trade) {
    if (!fits(trade.getPx()) || !fits(trade.getQty())) {
      return;
    }
    var resting =
        switch (trade.getAggressor()) {
          case SIDE_BUY -> Side.SELL;
          case SIDE_SELL, SIDE_UNSPECIFIED, UNRECOGNIZED -> Side.BUY;
        };
    var level = stock.levels(resting).get(trade.getPx());
    if (level == null || level.qty() < trade.getQty()) {
      printHidden(stock, resting, trade);
    } else {
      execute(stock, resting, level, trade);
    }
  }

  private void execute(ItchStockBook stock, Side resting, RestingLevel level, Trade trade) {
    begin(ItchType.ORDER_EXECUTED, stock.locate(), trade.getTransactTime())
        .put(ItchField.ORDER_REFERENCE, level.reference())
        .put(ItchField.SHARES, trade.getQty())
        .put(ItchField.MATCH_NUMBER, ++matches);
    append();
    level.reduceTo(level.qty() - trade.getQty());
    if (level.qty() == 0) {
      stock.levels(resting).remove(trade.getPx());
    }
  }

  private void printHidden(ItchStockBook stock, Side resting, Trade trade) {
    begin(ItchType.TRADE, stock.locate(), trade.getTransactTime())
        .side(resting)
        .put(ItchField.SHARES, trade.getQty())
        .put(ItchField.STOCK, stock.stock())
        .put(ItchField.PRICE, trade.getPx())
        .put(ItchField.MATCH_NUMBER, ++matches);
    append();
  }

  /** The stock of a symbol, introduced by its directory message; empty if ITCH cannot name it. */
  private Optional<ItchStockBook> stock(String symbol, long asOf) {
    var known = stocks.get(symbol);
    if (known != null) {
      return Optional.of(known);
    }
    var parsed = Symbol.of(symbol);
    if (!parsed.mic().equals(mic)) {
      return Optional.empty();
    }
    if (parsed.code().length() > MAX_CODE || stocks.size() == MAX_LOCATE) {
      if (leftOut.add(symbol)) {
        LOG.warn("{} is not on the ITCH feed: it has 8 characters and 65,535 stocks", symbol);
      }
      return Optional.empty();
    }
    var stock = new ItchStockBook(stocks.size() + 1, ItchStock.of(parsed.code()));
    stocks.put(symbol, stock);
    introduce(stock, asOf);
    return Optional.of(stock);
  }

  private void introduce(ItchStockBook stock, long asOf) {
    begin(ItchType.STOCK_DIRECTORY, stock.locate(), asOf)
        .put(ItchField.STOCK, stock.stock())
        .put(ItchField.MARKET_CATEGORY, 'Q')
        .put(ItchField.FINANCIAL_STATUS, 'N')
        .put(ItchField.ROUND_LOT_SIZE, 100)
        .put(ItchField.ROUND_LOTS_ONLY, 'N')
        .put(ItchField.ISSUE_CLASSIFICATION, 'C')
        .put(ItchField.AUTHENTICITY, 'T');
    append();
    begin(ItchType.TRADING_ACTION, stock.locate(), asOf)
        .put(ItchField.STOCK, stock.stock())
        .put(ItchField.TRADING_STATE, 'T');
    append();
  }

  /** Stamps never fall within a session: what is older was said late. */
  private ItchEncoder begin(ItchType type, int locate, long micros) {
    newestMicros = Math.max(newestMicros, micros);
    return encoder.begin(type, message, 0).header(locate, 0, stamps.nanos(newestMicros));
  }

  private void append() {
    log.append(message, encoder.length());
    appended.run();
  }

  private static boolean fits(long value) {
    return value > 0 && value <= MAX_U32;
  }
}
