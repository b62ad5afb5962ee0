package openbell.venue.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import openbell.model.Side;
import openbell.venue.domain.Auction.Entry;

/**
 * Holds the {@link Auction} of one symbol over the orders that its book has collected. At one limit
 * MARKET orders come before LIMIT orders; what is left of a MARKET order leaves, all else goes on
 * in the book at its place. Where nothing was collected, nothing happens.
 */
final class CallAuction {
  private final SymbolBook book;
  private final OrderRegistry registry;

  private CallAuction(SymbolBook book, OrderRegistry registry) {
    this.book = book;
    this.registry = registry;
  }

  static void hold(SymbolBook book, OrderRegistry registry) {
    new CallAuction(book, registry).hold();
  }

  private void hold() {
    if (book.orders().isCrossed()) {
      var outcome =
          Auction.hold(
              entries(Side.BUY, Comparator.reverseOrder()),
              entries(Side.SELL, Comparator.naturalOrder()),
              book.referencePx());
      outcome.selfTrades().forEach(orderId -> book.leaveAuction(orderId, CancelReason.SELF_TRADE));
      for (var match : outcome.matches()) {
        book.tradeInAuction(
            match.buyOrderId(), match.sellOrderId(), outcome.price(), match.quantity());
      }
    }
    marketOrders().forEach(orderId -> book.leaveAuction(orderId, CancelReason.NOT_MATCHED));
  }

  private List<Entry> entries(Side side, Comparator<Long> bestPriceFirst) {
    var entries = new ArrayList<Entry>();
    book.orders()
        .forEachOrder(
            side,
            (orderId, account, price, leavesQty, cumQty) ->
                entries.add(new Entry(orderId, account, price, leavesQty)));
    // Stable: who came first at a price stays first.
    entries.sort(
        Comparator.comparing(Entry::price, bestPriceFirst)
            .thenComparing(entry -> !isMarket(entry.orderId())));
    return entries;
  }

  private List<Long> marketOrders() {
    var found = new ArrayList<Long>();
    for (var side : Side.values()) {
      book.orders()
          .forEachOrder(
              side,
              (orderId, account, price, leavesQty, cumQty) -> {
                if (isMarket(orderId)) {
                  found.add(orderId);
                }
              });
    }
    return found;
  }

  private boolean isMarket(long orderId) {
    return registry.live(orderId).identity().isMarket();
  }
}
