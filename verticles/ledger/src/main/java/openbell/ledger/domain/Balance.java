package openbell.ledger.domain;

/**
 * The sums of one ledger account, in its asset's units (cash 1/10,000, shares whole). Immutable.
 *
 * @param debitsPosted all that was debited
 * @param creditsPosted all that was credited
 * @param debitsPending what open holds reserve
 */
public record Balance(long debitsPosted, long creditsPosted, long debitsPending) {
  public static final Balance ZERO = new Balance(0, 0, 0);

  /** What a customer has: credits less debits. */
  public long posted() {
    return Math.subtractExact(creditsPosted, debitsPosted);
  }

  /** What a customer may still spend or sell: posted less held. */
  public long available() {
    return Math.subtractExact(posted(), debitsPending);
  }

  /** What a customer owes, for a receivable: debits less credits. */
  public long owed() {
    return Math.subtractExact(debitsPosted, creditsPosted);
  }

  public Balance debited(long amount) {
    return new Balance(Math.addExact(debitsPosted, amount), creditsPosted, debitsPending);
  }

  public Balance credited(long amount) {
    return new Balance(debitsPosted, Math.addExact(creditsPosted, amount), debitsPending);
  }

  /** The same posted sums without the holds, which the journal of transfers does not know. */
  public Balance withoutHolds() {
    return new Balance(debitsPosted, creditsPosted, 0);
  }
}
