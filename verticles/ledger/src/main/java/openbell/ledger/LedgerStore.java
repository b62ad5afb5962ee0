package openbell.ledger;

import io.vertx.core.Future;
import java.util.List;
import openbell.ledger.domain.AccountOpening;
import openbell.ledger.domain.AccountState;
import openbell.ledger.domain.Invariant;
import openbell.wire.account.AccountEvent;

/** What the ledger's service needs of its database. Thread-safe. */
interface LedgerStore {
  /** Events of an account and its last seq, read in one snapshot. */
  record EventPage(List<AccountEvent> events, long lastSeq) {}

  /** Transfers ever written, events that wait for the relay, breaks that wait for people. */
  record Vitals(long transfers, long unpublishedEvents, long openBreaks) {
    static final Vitals NONE = new Vitals(0, 0, 0);

    Vitals plus(Vitals other) {
      return new Vitals(
          transfers + other.transfers,
          unpublishedEvents + other.unpublishedEvents,
          openBreaks + other.openBreaks);
    }
  }

  /** Opens an account and tells its deposits as events, in one commit; false if it is there. */
  Future<Boolean> open(AccountOpening opening);

  /** What an account has; an empty state with seq 0 for one that is not open. */
  Future<AccountState> state(long accountId);

  /** Events with seq greater than {@code since}, ascending, at most {@code limit}. */
  Future<EventPage> events(long accountId, long since, int limit);

  /** Checks every invariant on every shard, each shard in one snapshot. */
  Future<List<Invariant>> verify();

  /** How the ledger is, over all shards. */
  Future<Vitals> vitals();

  /** Makes the partitions of the months ahead where they are missing. */
  Future<Void> makePartitions();
}
