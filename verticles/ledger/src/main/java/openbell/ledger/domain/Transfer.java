package openbell.ledger.domain;

import java.util.Locale;

/**
 * One entry of the journal: an amount of one asset from the debited to the credited ledger account.
 * Immutable.
 *
 * @param postingKey the execution, or the opening, that it belongs to
 * @param leg which part of it: value, charges or shares, from what is had or owed
 * @param accountId the customer, 0 for none
 * @param stripe of the house's ledger accounts it names
 */
public record Transfer(
    String postingKey,
    short leg,
    long accountId,
    short stripe,
    String asset,
    Kind debit,
    Kind credit,
    long amount) {

  /** Whose a ledger account is and what for. */
  public enum Kind {
    CUSTOMER,
    RECEIVABLE,
    CLEARING,
    FEES,
    FUNDING;

    /** Whether it belongs to the transfer's customer, else to the house. */
    public boolean isCustomers() {
      return switch (this) {
        case CUSTOMER, RECEIVABLE -> true;
        case CLEARING, FEES, FUNDING -> false;
      };
    }

    /** The kind of its name in the database; throws IllegalArgumentException if it is none. */
    public static Kind of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** A ledger account: its owner (0: the house), kind, asset and stripe. */
  public record LedgerAccount(long accountId, Kind kind, String asset, short stripe) {}

  public LedgerAccount debited() {
    return side(debit);
  }

  public LedgerAccount credited() {
    return side(credit);
  }

  private LedgerAccount side(Kind kind) {
    return kind.isCustomers()
        ? new LedgerAccount(accountId, kind, asset, (short) 0)
        : new LedgerAccount(0, kind, asset, stripe);
  }
}
