package openbell.order.domain;

import java.util.OptionalLong;

/**
 * The limits of an account in an order's instrument, as risk told them; an empty one does not bind.
 * Money in 1/10,000 of the order's currency.
 *
 * @param version of the limits
 * @param maxPosition shares held and bought by open orders, of one symbol
 * @param maxExposure cash that open buys hold, and the cost of all positions
 * @param maxDailyLoss realised within a trade date
 */
public record AccountLimits(
    long version,
    OptionalLong maxPosition,
    OptionalLong maxExposure,
    OptionalLong maxOpenOrders,
    OptionalLong ordersPerMinute,
    OptionalLong maxDailyLoss) {
  /** Nothing binds. */
  public static final AccountLimits NONE =
      new AccountLimits(
          0,
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());

  /** Whether a buy needs to know what the account has. */
  public boolean countMoney() {
    return maxPosition.isPresent() || maxExposure.isPresent() || maxDailyLoss.isPresent();
  }
}
