package openbell.ledger.domain;

import java.math.BigInteger;

/**
 * What the shares of an account cost, charges included. Immutable. The same arithmetic stands in
 * {@code ledger.write_cost_basis}; random trading in a test holds one to the other.
 *
 * @param qty shares held, whole units
 * @param cost of all of them, 1/10,000
 * @param realizedPnl of what was sold, 1/10,000
 */
public record CostBasis(long qty, long cost, long realizedPnl) {
  public static final CostBasis EMPTY = new CostBasis(0, 0, 0);

  public CostBasis {
    if (qty < 0 || cost < 0 || (qty == 0 && cost != 0)) {
      throw new IllegalArgumentException("no cost basis: " + qty + " shares cost " + cost);
    }
  }

  /** After a purchase, or shares received at a cost. */
  public CostBasis bought(long boughtQty, long value, long charges) {
    return new CostBasis(
        Math.addExact(qty, boughtQty),
        Math.addExact(cost, Math.addExact(value, charges)),
        realizedPnl);
  }

  /**
   * After a sale. The cost leaves in proportion, rounded down: the remainder stays with the
   * holding, and the last share takes the rest.
   *
   * @param soldQty of the shares held; what was sold short has no cost here
   */
  public CostBasis sold(long soldQty, long value, long charges) {
    if (soldQty > qty) {
      throw new IllegalArgumentException("sold " + soldQty + " of " + qty);
    }
    var costOfSold = soldQty == 0 ? 0 : costOf(soldQty);
    var gain = Math.subtractExact(Math.subtractExact(value, charges), costOfSold);
    return new CostBasis(qty - soldQty, cost - costOfSold, Math.addExact(realizedPnl, gain));
  }

  private long costOf(long soldQty) {
    return BigInteger.valueOf(cost)
        .multiply(BigInteger.valueOf(soldQty))
        .divide(BigInteger.valueOf(qty))
        .longValueExact();
  }
}
