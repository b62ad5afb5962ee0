package openbell.ledger;

import io.vertx.core.Future;
import java.util.List;
import openbell.ledger.LedgerStore.EventPage;
import openbell.ledger.domain.AccountOpening;
import openbell.ledger.domain.AccountState;
import openbell.ledger.domain.Invariant;
import openbell.runtime.Bus;

/** Opens accounts and reads them. Stateless; called on any event loop. */
final class LedgerService {
  private final LedgerStore store;
  private final Bus bus;
  private final LedgerMetrics metrics;

  LedgerService(LedgerStore store, Bus bus, LedgerMetrics metrics) {
    this.store = store;
    this.bus = bus;
    this.metrics = metrics;
  }

  /** True if the account was opened now, false if it was there already and is left as it is. */
  Future<Boolean> open(AccountOpening opening) {
    return store
        .open(opening)
        .onSuccess(
            opened -> {
              if (opened) {
                bus.nudge(AccountEventsRelay.NAME);
              }
            });
  }

  Future<AccountState> state(long accountId) {
    return store.state(accountId);
  }

  Future<EventPage> events(long accountId, long since, int limit) {
    return store.events(accountId, since, limit);
  }

  Future<List<Invariant>> verify() {
    return store.verify().onSuccess(metrics::verified);
  }
}
