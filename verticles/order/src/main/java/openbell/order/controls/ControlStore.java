package openbell.order.controls;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import openbell.wire.risk.AccountControls;
import openbell.wire.risk.SetAccountControlsRequest;

/** Where the flags of accounts are, and which kill switches still have orders to cancel. */
interface ControlStore {
  /** An account whose orders are to be cancelled, and who said so. */
  record Pending(long accountId, long setBy) {}

  /** The flags of an account; empty if there is none. */
  Future<Optional<AccountControls>> find(long accountId);

  /**
   * Sets flags under the account's row lock; a kill switch that is switched on is pending from the
   * same commit on. Empty: there is no such account.
   */
  Future<Optional<AccountControls>> set(SetAccountControlsRequest request);

  /** Kill switches at work on one shard, the longest waiting first; at most 100. */
  Future<List<Pending>> pending(int shard);

  /** Ends a kill switch's work if no order of the account lives; whether it did. */
  Future<Boolean> finish(long accountId);
}
