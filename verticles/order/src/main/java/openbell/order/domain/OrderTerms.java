package openbell.order.domain;

import java.util.List;
import java.util.UUID;
import openbell.model.OrdType;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;

/**
 * What an order was accepted with, or what it was replaced by since.
 *
 * @param worstPx the price it is sent to the venue with: its limit, or a MARKET order's protection
 * @param expireDate YYYYMMDD: the last trade date of a GTD order, else 0
 * @param tradeDate YYYYMMDD in the market's zone: of the session it is meant for
 * @param acceptedAtMicros microseconds since 1970; the millisecond is also in the orderId
 */
public record OrderTerms(
    UUID orderId,
    long accountId,
    long userId,
    String clOrdId,
    String symbol,
    String currency,
    Side side,
    OrdType ordType,
    TimeInForce timeInForce,
    Product product,
    long orderQty,
    long price,
    long stopPx,
    long worstPx,
    int expireDate,
    int tradeDate,
    int venuePartition,
    List<String> tags,
    long acceptedAtMicros) {
  public OrderTerms {
    tags = List.copyOf(tags);
  }

  /** The ledger asset that the order's hold is made of: cash for a buy, shares for a sell. */
  public String holdAsset() {
    return switch (side) {
      case BUY -> currency;
      case SELL -> symbol;
    };
  }

  /** The market identifier code of the symbol. */
  public String mic() {
    return symbol.substring(0, symbol.indexOf(':'));
  }

  /** The terms that a replace asked for. */
  OrderTerms replacedBy(PendingReplace replace) {
    return new OrderTerms(
        orderId,
        accountId,
        userId,
        clOrdId,
        symbol,
        currency,
        side,
        ordType,
        timeInForce,
        product,
        replace.orderQty(),
        replace.price(),
        replace.stopPx(),
        replace.worstPx(),
        expireDate,
        tradeDate,
        venuePartition,
        tags,
        acceptedAtMicros);
  }

  /** The same for another session. */
  OrderTerms forSession(int date) {
    return new OrderTerms(
        orderId,
        accountId,
        userId,
        clOrdId,
        symbol,
        currency,
        side,
        ordType,
        timeInForce,
        product,
        orderQty,
        price,
        stopPx,
        worstPx,
        expireDate,
        date,
        venuePartition,
        tags,
        acceptedAtMicros);
  }

  /** Whether it waits for a trigger price first. */
  boolean isStop() {
    return switch (ordType) {
      case STOP, STOP_LIMIT -> true;
      case MARKET, LIMIT -> false;
    };
  }

  /** Whether it outlives the session it was meant for. */
  boolean outlives(int date) {
    return switch (timeInForce) {
      case DAY, IOC, FOK -> date <= tradeDate;
      case GTC -> true;
      case GTD -> date <= expireDate;
    };
  }

  /** The limit a MARKET order was sent with, else 0. */
  public long protectionPx() {
    return switch (ordType) {
      case MARKET, STOP -> worstPx;
      case LIMIT, STOP_LIMIT -> 0;
    };
  }
}
