package openbell.ledger.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import openbell.ledger.domain.Transfer.LedgerAccount;

/**
 * Rebuilds balances from the journal alone and compares them with those stored. Holds the ledger
 * accounts of the customers in hand and those of the house. Used from one thread.
 */
public final class JournalReplay {
  private final Map<LedgerAccount, Balance> customers = new HashMap<>();
  private final Map<LedgerAccount, Balance> house = new HashMap<>();

  /** Posts the next entry of the journal to both its sides. */
  public void post(Transfer transfer) {
    post(transfer.debited(), Balance.ZERO.debited(transfer.amount()));
    post(transfer.credited(), Balance.ZERO.credited(transfer.amount()));
  }

  /**
   * Compares what was rebuilt of the customers since the last call with what is stored of them, and
   * forgets it.
   *
   * @return one sentence per difference
   */
  public List<String> compareCustomers(Map<LedgerAccount, Balance> stored) {
    return compare(customers, stored);
  }

  /** As {@link #compareCustomers}, of the house's accounts. */
  public List<String> compareHouse(Map<LedgerAccount, Balance> stored) {
    return compare(house, stored);
  }

  private void post(LedgerAccount account, Balance change) {
    (account.kind().isCustomers() ? customers : house).merge(account, change, JournalReplay::sum);
  }

  private static Balance sum(Balance a, Balance b) {
    return a.debited(b.debitsPosted()).credited(b.creditsPosted());
  }

  private static List<String> compare(
      Map<LedgerAccount, Balance> rebuilt, Map<LedgerAccount, Balance> stored) {
    var differences = new ArrayList<String>();
    stored.forEach(
        (account, balance) -> {
          var expected = rebuilt.getOrDefault(account, Balance.ZERO);
          rebuilt.remove(account);
          if (!expected.equals(balance.withoutHolds())) {
            differences.add(account + " holds " + balance + ", the journal says " + expected);
          }
        });
    rebuilt.forEach(
        (account, balance) ->
            differences.add(account + " is missing, the journal says " + balance));
    rebuilt.clear();
    return differences;
  }
}
