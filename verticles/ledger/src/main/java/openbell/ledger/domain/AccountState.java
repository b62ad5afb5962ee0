package openbell.ledger.domain;

import java.util.List;

/**
 * What an account has, read in one snapshot. Immutable.
 *
 * @param lastSeq the account's last event in that snapshot; 0 for an account that is not open
 * @param cash by currency
 * @param positions by symbol, without those of quantity zero
 */
public record AccountState(long lastSeq, List<Cash> cash, List<Position> positions) {
  public AccountState {
    cash = List.copyOf(cash);
    positions = List.copyOf(positions);
  }

  /** Cash of one currency; {@code owed} is what the account's receivable says, 1/10,000. */
  public record Cash(String currency, Balance balance, long owed) {}

  /**
   * Shares of one symbol.
   *
   * @param owed shares sold that the account did not have
   * @param currency of the cost
   */
  public record Position(
      String symbol, Balance balance, long owed, String currency, CostBasis basis) {
    /** Held less owed: the signed position of the trade date. */
    public long qty() {
      return Math.subtractExact(balance.posted(), owed);
    }
  }
}
