package openbell.ledger.domain;

/**
 * The result of checking one rule that must always hold.
 *
 * @param name stable, e.g. {@code debits_equal_credits}
 * @param breaks how often it is broken; 0: it holds
 * @param sample one of the breaks in words, empty if there is none
 */
public record Invariant(String name, long breaks, String sample) {
  public boolean holds() {
    return breaks == 0;
  }
}
