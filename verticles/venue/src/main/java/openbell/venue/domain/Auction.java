package openbell.venue.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A call auction over the orders of one symbol: everybody whose limit allows it trades at
 * {@linkplain AuctionPrice one price}, the better limit first, then who came first. Nothing that
 * could trade is left. Pure.
 *
 * <p>Two orders of one account never trade: where they would, the later one leaves, and the price
 * is found anew without it.
 */
final class Auction {

  /**
   * An order in the auction.
   *
   * @param orderId the greater, the later it came
   * @param account 0 for nobody in particular
   */
  record Entry(long orderId, long account, long price, long quantity) {}

  /** A trade between two orders. */
  record Match(long buyOrderId, long sellOrderId, long quantity) {}

  /**
   * What the auction decides.
   *
   * @param price 0 where nothing trades
   * @param selfTrades the orders that leave for their own account's sake
   */
  record Outcome(long price, List<Match> matches, List<Long> selfTrades) {}

  private final long referencePx;
  private final Set<Long> selfTrades = new HashSet<>();
  private final List<Long> selfTradesInOrder = new ArrayList<>();
  private final List<Match> matches = new ArrayList<>();

  private Auction(long referencePx) {
    this.referencePx = referencePx;
  }

  /**
   * Holds the auction.
   *
   * @param buys in the order in which they would trade, as the sells
   * @param referencePx 0 where there is none
   */
  static Outcome hold(List<Entry> buys, List<Entry> sells, long referencePx) {
    return new Auction(referencePx).hold(buys, sells);
  }

  private Outcome hold(List<Entry> allBuys, List<Entry> allSells) {
    var buys = allBuys;
    var sells = allSells;
    while (true) {
      var price = AuctionPrice.of(buys, sells, referencePx);
      if (price.isEmpty()) {
        return new Outcome(0, List.of(), selfTradesInOrder);
      }
      int before = selfTrades.size();
      match(buys, sells, price.getAsLong());
      if (selfTrades.size() == before) {
        return new Outcome(price.getAsLong(), matches, selfTradesInOrder);
      }
      buys = withoutSelfTrades(buys);
      sells = withoutSelfTrades(sells);
    }
  }

  /** Pairs the orders as if they traded, and notes those of one account that would meet. */
  private void match(List<Entry> buys, List<Entry> sells, long price) {
    matches.clear();
    int buyAt = 0;
    int sellAt = 0;
    long buyQty = 0;
    long sellQty = 0;
    while (buyAt < buys.size() && sellAt < sells.size()) {
      var buy = buys.get(buyAt);
      var sell = sells.get(sellAt);
      if (buy.price() < price || sell.price() > price) {
        return;
      }
      if (buy.account() != 0 && buy.account() == sell.account()) {
        boolean isBuyLater = buy.orderId() > sell.orderId();
        leave(isBuyLater ? buy : sell);
        if (isBuyLater) {
          buyAt++;
          buyQty = 0;
        } else {
          sellAt++;
          sellQty = 0;
        }
        continue;
      }
      long quantity = Math.min(buy.quantity() - buyQty, sell.quantity() - sellQty);
      matches.add(new Match(buy.orderId(), sell.orderId(), quantity));
      buyQty += quantity;
      sellQty += quantity;
      if (buyQty == buy.quantity()) {
        buyAt++;
        buyQty = 0;
      }
      if (sellQty == sell.quantity()) {
        sellAt++;
        sellQty = 0;
      }
    }
  }

  private void leave(Entry entry) {
    selfTrades.add(entry.orderId());
    selfTradesInOrder.add(entry.orderId());
  }

  private List<Entry> withoutSelfTrades(List<Entry> entries) {
    return entries.stream().filter(entry -> !selfTrades.contains(entry.orderId())).toList();
  }
}
