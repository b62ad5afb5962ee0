package openbell.benchmarks.book;

import openbell.model.Side;
import openbell.venue.domain.BookListener;
import openbell.venue.domain.CancelReason;
import openbell.venue.domain.OrderBook;

/** The venue's own order book. */
final class OurBook implements Contender {
  private final Tally tally = new Tally();
  private final OrderBook book = new OrderBook(tally);

  @Override
  public void apply(Flow flow, int index) {
    var side = flow.buys[index] ? Side.BUY : Side.SELL;
    switch (flow.kind[index]) {
      case Flow.LIMIT ->
          book.limit(flow.orderId[index], 0, side, flow.price[index], flow.quantity[index]);
      case Flow.REDUCE -> book.reduce(flow.orderId[index], flow.quantity[index]);
      case Flow.CANCEL -> book.cancel(flow.orderId[index]);
      default ->
          book.immediateOrCancel(
              flow.orderId[index], 0, side, flow.price[index], flow.quantity[index]);
    }
  }

  @Override
  public long tradedQuantity() {
    return tally.traded;
  }

  @Override
  public long otherQuantity() {
    return tally.others;
  }

  /** Takes every event in, so that none is optimised away. */
  private static final class Tally implements BookListener {
    private long traded;
    private long others;

    @Override
    public void onTrade(
        long restingOrderId,
        long incomingOrderId,
        long price,
        long quantity,
        long restingLeavesQty) {
      traded += quantity;
    }

    @Override
    public void onRested(long orderId, Side side, long price, long leavesQty) {
      others += leavesQty;
    }

    @Override
    public void onCanceled(long orderId, long canceledQty, CancelReason reason) {
      others += canceledQty;
    }

    @Override
    public void onReplaced(long orderId, long price, long leavesQty) {
      others += leavesQty;
    }
  }
}
