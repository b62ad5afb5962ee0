package openbell.order.domain;

import java.util.List;
import java.util.UUID;
import openbell.model.OrdType;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;

/**
 * What an order was accepted with.
 *
 * @param worstPx the price it is sent to the venue with: its limit, or a MARKET order's protection
 * @param tradeDate YYYYMMDD in the market's zone
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

  /** The limit a MARKET order was sent with, else 0. */
  public long protectionPx() {
    return switch (ordType) {
      case MARKET, STOP -> worstPx;
      case LIMIT, STOP_LIMIT -> 0;
    };
  }
}
