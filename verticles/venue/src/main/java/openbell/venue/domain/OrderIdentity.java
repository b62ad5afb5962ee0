package openbell.venue.domain;

import java.util.UUID;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;

/**
 * What never changes of an order.
 *
 * @param handle the order's id within its book: the offset of its first command
 * @param accountId 0 for the simulated participants
 * @param tradeDate the session it was entered for, YYYYMMDD
 * @param expireDate the last trade date of a GTD order, else 0
 */
public record OrderIdentity(
    UUID orderId,
    long handle,
    long accountId,
    String symbol,
    Side side,
    OrdType ordType,
    TimeInForce timeInForce,
    int tradeDate,
    int expireDate) {

  /** Whether the order waits for its trigger before it is matched. */
  boolean isStop() {
    return switch (ordType) {
      case STOP, STOP_LIMIT -> true;
      case MARKET, LIMIT -> false;
    };
  }

  /** Whether its remainder never rests in a market that trades. */
  boolean isMarket() {
    return switch (ordType) {
      case MARKET, STOP -> true;
      case LIMIT, STOP_LIMIT -> false;
    };
  }
}
