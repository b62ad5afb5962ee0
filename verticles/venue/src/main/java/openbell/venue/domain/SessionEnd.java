package openbell.venue.domain;

import java.util.ArrayList;
import java.util.List;
import openbell.venue.domain.VenueCommand.OrderCommand;

/** What the end of a market's session does to its orders. */
final class SessionEnd {
  private final Listings listings;
  private final OrderRegistry orders;
  private final Sessions sessions;
  private final Tape tape;

  SessionEnd(Listings listings, OrderRegistry orders, Sessions sessions, Tape tape) {
    this.listings = listings;
    this.orders = orders;
    this.sessions = sessions;
    this.tape = tape;
  }

  /**
   * The DAY orders of a market up to this trade date expire, and the GTD orders whose last it is.
   */
  void expireThrough(String mic, int tradeDate) {
    for (var book : listings.ofMarket(mic)) {
      var live = new ArrayList<OrderState>();
      book.forEachOrder(live::add);
      for (var order : live) {
        int lastDate = lastDate(order.identity());
        if (lastDate <= tradeDate) {
          book.expire(order, lastDate);
        }
      }
    }
  }

  /**
   * Begins the session of a market: what ended in another one is forgotten, and commands that
   * waited for an earlier one are answered.
   */
  void begin(String mic, int tradeDate) {
    sessions.of(mic).begin(tradeDate);
    refuse(
        orders.forgetFinished(
            order ->
                listings.marketOf(order.identity().symbol()).equals(mic)
                    && order.identity().tradeDate() < tradeDate));
    refuse(
        orders.takeEarly(
            early ->
                listings.marketOf(early.symbol()).equals(mic)
                    && early.header().tradeDate() < tradeDate));
  }

  private static int lastDate(OrderIdentity order) {
    return switch (order.timeInForce()) {
      // A stop order that is to be immediate waits for its trigger for a day.
      case DAY, IOC, FOK -> order.tradeDate();
      case GTD -> order.expireDate();
      case GTC -> Integer.MAX_VALUE;
    };
  }

  private void refuse(List<OrderCommand> waiting) {
    waiting.forEach(command -> tape.unknownOrder(command.header()));
  }
}
