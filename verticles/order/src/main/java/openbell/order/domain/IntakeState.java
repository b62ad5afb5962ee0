package openbell.order.domain;

import java.util.Map;
import java.util.Set;

/**
 * What an intake transaction has read after it locked the accounts of its batch.
 *
 * @param accounts the locked accounts; one that does not exist is absent
 * @param available units of each (account, asset) that are neither spent nor held
 * @param answers answers of earlier requests, by (account, idempotency key)
 * @param usedClOrdIds those of the batch's (account, clOrdId) that exist
 * @param guards what the accounts' limits are compared with
 */
public record IntakeState(
    Map<Long, AccountState> accounts,
    Map<AccountKey, Long> available,
    Map<AccountKey, StoredAnswer> answers,
    Set<AccountKey> usedClOrdIds,
    GuardState guards) {

  /** A state of accounts without limits. */
  public IntakeState(
      Map<Long, AccountState> accounts,
      Map<AccountKey, Long> available,
      Map<AccountKey, StoredAnswer> answers,
      Set<AccountKey> usedClOrdIds) {
    this(accounts, available, answers, usedClOrdIds, GuardState.NONE);
  }
}
