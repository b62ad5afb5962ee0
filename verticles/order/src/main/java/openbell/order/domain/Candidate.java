package openbell.order.domain;

import java.util.UUID;

/** An order of an intake batch: what was asked, the id it will have, and what risk said. */
public record Candidate(PlaceOrder order, UUID orderId, Verdict verdict) {
  /** The terms it is accepted with. */
  public OrderTerms terms(long nowMicros) {
    return new OrderTerms(
        orderId,
        order.accountId(),
        order.userId(),
        clOrdId(),
        order.symbol(),
        verdict.currency(),
        order.side(),
        order.ordType(),
        order.timeInForce(),
        order.product(),
        order.orderQty(),
        order.price(),
        order.stopPx(),
        verdict.worstPx(),
        order.expireDate(),
        verdict.tradeDate(),
        verdict.venuePartition(),
        order.tags(),
        nowMicros);
  }

  /** What is kept with it for people. */
  public Evidence evidence() {
    return Evidence.ofRequest(order.receivedAtMicros(), verdict.inputs());
  }

  private String clOrdId() {
    return order.clOrdId().isEmpty() ? orderId.toString() : order.clOrdId();
  }

  /** The asset that its hold would be made of. */
  public AccountKey holdAsset() {
    return new AccountKey(
        order.accountId(),
        switch (order.side()) {
          case BUY -> verdict.currency();
          case SELL -> order.symbol();
        });
  }
}
