package openbell.venue.domain;

import java.util.ArrayList;
import java.util.List;
import openbell.model.Side;
import openbell.venue.domain.MarketDataDelta.Depth;
import openbell.venue.domain.MarketDataDelta.Level;
import openbell.venue.domain.VenueReport.Arrival;

/** How a book looks from outside: to the public, and to the order that comes. */
final class BookView {
  private static final int DEPTH_LEVELS = 20;
  private static final int ARRIVAL_LEVELS = 5;

  private BookView() {}

  /** The best levels. Of a crossed book, which only an auction can have, what will not trade. */
  static Depth depth(SymbolBook book, long asOf) {
    var bids = levels(book.orders(), Side.BUY, DEPTH_LEVELS);
    var asks = levels(book.orders(), Side.SELL, DEPTH_LEVELS);
    if (book.orders().isCrossed()) {
      long bestBid = bids.getFirst().price();
      long bestAsk = asks.getFirst().price();
      bids.removeIf(level -> level.price() >= bestAsk);
      asks.removeIf(level -> level.price() <= bestBid);
    }
    return new Depth(book.symbol(), bids, asks, asOf);
  }

  /** What the order meets: of an order that comes or comes again, before it is matched. */
  static Arrival arrival(SymbolBook book, OrderState order, long lastPx) {
    var orders = book.orders();
    var identity = order.identity();
    boolean rests = rests(book, order);
    long qtyAhead =
        rests ? orders.quantityBefore(identity.handle(), identity.side(), order.price()) : 0;
    int ordersAhead =
        rests ? orders.ordersBefore(identity.handle(), identity.side(), order.price()) : 0;
    return new Arrival(
        levels(orders, Side.BUY, ARRIVAL_LEVELS),
        levels(orders, Side.SELL, ARRIVAL_LEVELS),
        qtyAhead,
        ordersAhead,
        lastPx);
  }

  private static boolean rests(SymbolBook book, OrderState order) {
    if (order.isWaiting() || order.isDone()) {
      return false;
    }
    return !book.isMatching()
        || switch (order.identity().timeInForce()) {
          case IOC, FOK -> false;
          case DAY, GTC, GTD -> !order.identity().isMarket();
        };
  }

  private static List<Level> levels(OrderBook orders, Side side, int atMost) {
    var levels = new ArrayList<Level>(atMost);
    orders.forEachLevel(side, atMost, (price, quantity) -> levels.add(new Level(price, quantity)));
    return levels;
  }
}
