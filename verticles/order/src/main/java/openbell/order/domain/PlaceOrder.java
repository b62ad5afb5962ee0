package openbell.order.domain;

import java.util.List;
import openbell.model.OrdType;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;

/**
 * A client's order before any decision.
 *
 * @param requestHash of the canonical request, hexadecimal: equal key, other hash is refused
 * @param clOrdId the client's own name of it; empty: it gets the orderId's text
 * @param symbol canonical
 * @param expireDate YYYYMMDD: the last trade date of a GTD order, else 0
 * @param queueIfClosed whether it is taken and held while the market is closed
 * @param receivedAtMicros when the gateway had it, for its timeline; 0 if unknown
 */
public record PlaceOrder(
    long accountId,
    long userId,
    String idempotencyKey,
    String requestHash,
    String clOrdId,
    String symbol,
    Side side,
    OrdType ordType,
    TimeInForce timeInForce,
    Product product,
    long orderQty,
    long price,
    long stopPx,
    int expireDate,
    boolean queueIfClosed,
    List<String> tags,
    long receivedAtMicros) {
  public PlaceOrder {
    tags = List.copyOf(tags);
  }

  /** What makes a repeated request the same: unique for a day. */
  public AccountKey key() {
    return new AccountKey(accountId, idempotencyKey);
  }
}
