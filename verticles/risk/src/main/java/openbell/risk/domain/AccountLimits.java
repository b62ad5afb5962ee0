package openbell.risk.domain;

import java.util.OptionalLong;

/**
 * The limits that {@code order} decides under the account's lock; an empty one does not bind. Money
 * in 1/10,000.
 *
 * @param version of limits, halts and restrictions
 * @param maxPosition shares held and bought by open orders, of one symbol
 * @param maxExposure cash that open buys hold, and the cost of all positions, of one currency
 * @param maxDailyLoss realised within a trade date, of one currency
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
}
