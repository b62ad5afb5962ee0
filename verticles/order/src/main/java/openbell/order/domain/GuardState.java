package openbell.order.domain;

import java.util.HashMap;
import java.util.Map;

/**
 * What the limits of the batch's accounts are compared with, read under their locks. What no limit
 * of the batch needs is absent.
 *
 * @param openOrders orders that live, by account
 * @param openBuys shares that living buys may still bring, by (account, symbol)
 * @param placed orders of the last minute, by account
 * @param shares posted, by (account, symbol)
 * @param exposure cash held and cost of positions, by (account, currency)
 * @param results realised on a trade date, by {@link #day}
 */
public record GuardState(
    Map<Long, Long> openOrders,
    Map<AccountKey, Long> openBuys,
    Map<Long, Long> placed,
    Map<AccountKey, Long> shares,
    Map<AccountKey, Long> exposure,
    Map<AccountKey, Long> results) {
  /** Nothing was read. */
  public static final GuardState NONE =
      new GuardState(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  /** The key of a day's result. */
  public static AccountKey day(long accountId, String currency, int tradeDate) {
    return new AccountKey(accountId, currency + "|" + tradeDate);
  }

  /**
   * The same, less what some of it is made of.
   *
   * @param buys shares of open buys that are not to count
   * @param held cash held that is not to count
   */
  public GuardState without(Map<AccountKey, Long> buys, Map<AccountKey, Long> held) {
    return new GuardState(
        openOrders, less(openBuys, buys), placed, shares, less(exposure, held), results);
  }

  private static Map<AccountKey, Long> less(Map<AccountKey, Long> all, Map<AccountKey, Long> some) {
    var left = new HashMap<>(all);
    some.forEach((key, part) -> left.computeIfPresent(key, (same, sum) -> sum - part));
    return left;
  }
}
