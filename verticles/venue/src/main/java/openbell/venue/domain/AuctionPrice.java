package openbell.venue.domain;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import openbell.venue.domain.Auction.Entry;

/**
 * The one price of a call auction: that at which most is executed; of several that which leaves the
 * least imbalance; of several that which is nearest the reference; of several the lower. It is the
 * price of an order in the auction or the reference itself, so that it is on the tick.
 */
final class AuctionPrice {

  /** What would be bought and sold at a price if all were executed. */
  private static final class Interest {
    private long buyQty;
    private long sellQty;
  }

  private AuctionPrice() {}

  /**
   * The price, empty where no buy meets a sell.
   *
   * @param buys best price first
   * @param sells best price first
   * @param referencePx 0 where there is none
   */
  static OptionalLong of(List<Entry> buys, List<Entry> sells, long referencePx) {
    if (buys.isEmpty() || sells.isEmpty() || buys.getFirst().price() < sells.getFirst().price()) {
      return OptionalLong.empty();
    }
    long lowest = sells.getFirst().price();
    long highest = buys.getFirst().price();
    var interests = new TreeMap<Long, Interest>();
    if (referencePx >= lowest && referencePx <= highest) {
      interests.put(referencePx, new Interest());
    }
    long demand = 0;
    for (var buy : buys) {
      if (buy.price() >= lowest) {
        at(interests, buy.price()).buyQty += buy.quantity();
        demand += buy.quantity();
      }
    }
    for (var sell : sells) {
      if (sell.price() <= highest) {
        at(interests, sell.price()).sellQty += sell.quantity();
      }
    }
    return OptionalLong.of(best(interests, demand, referencePx));
  }

  private static Interest at(Map<Long, Interest> interests, long price) {
    return interests.computeIfAbsent(price, none -> new Interest());
  }

  /** Walks up the prices: supply grows, demand falls. */
  private static long best(Map<Long, Interest> interests, long wholeDemand, long referencePx) {
    long bestPx = 0;
    long mostQty = -1;
    long leastImbalance = 0;
    long demand = wholeDemand;
    long supply = 0;
    for (var at : interests.entrySet()) {
      long price = at.getKey();
      supply += at.getValue().sellQty;
      long executableQty = Math.min(demand, supply);
      long imbalance = Math.abs(demand - supply);
      boolean isBetter =
          executableQty > mostQty
              || (executableQty == mostQty
                  && (imbalance < leastImbalance
                      || (imbalance == leastImbalance
                          && Math.abs(price - referencePx) < Math.abs(bestPx - referencePx))));
      if (isBetter) {
        bestPx = price;
        mostQty = executableQty;
        leastImbalance = imbalance;
      }
      demand -= at.getValue().buyQty;
    }
    return bestPx;
  }
}
