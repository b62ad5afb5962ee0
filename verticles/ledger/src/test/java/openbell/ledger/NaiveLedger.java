package openbell.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import openbell.ledger.LedgerCalls.Fill;
import openbell.ledger.domain.CostBasis;
import openbell.model.Side;

/**
 * The same rules as the database's functions, one entry after the other in maps: slow, plain, and
 * what the real one is compared with.
 */
final class NaiveLedger {
  private static final class OpenHold {
    final long accountId;
    final String asset;
    long open;

    OpenHold(long accountId, String asset, long open) {
      this.accountId = accountId;
      this.asset = asset;
      this.open = open;
    }
  }

  private final Map<String, Long> posted = new TreeMap<>();
  private final Map<String, Long> held = new HashMap<>();
  private final Map<UUID, OpenHold> holds = new HashMap<>();
  private final Map<String, CostBasis> basis = new TreeMap<>();

  void open(long accountId, String asset, long amount, long cost) {
    credit(accountId, "customer", asset, amount);
    if (asset.contains(":")) {
      basis.put(accountId + " " + asset, CostBasis.EMPTY.bought(amount, cost, 0));
    }
  }

  long available(long accountId, String asset) {
    return posted.getOrDefault(accountId + " customer " + asset, 0L)
        - held.getOrDefault(accountId + " " + asset, 0L);
  }

  void hold(UUID id, long accountId, String asset, long amount) {
    holds.put(id, new OpenHold(accountId, asset, amount));
    held.merge(accountId + " " + asset, amount, Long::sum);
  }

  /** What is still open of a hold. */
  long open(UUID id) {
    return holds.get(id).open;
  }

  List<UUID> openHolds() {
    var open = new ArrayList<UUID>();
    holds.forEach(
        (id, hold) -> {
          if (hold.open > 0) {
            open.add(id);
          }
        });
    open.sort(null);
    return open;
  }

  long accountOf(UUID id) {
    return holds.get(id).accountId;
  }

  String assetOf(UUID id) {
    return holds.get(id).asset;
  }

  void release(UUID id) {
    take(holds.get(id), holds.get(id).open);
  }

  void fill(Fill fill) {
    var hold = holds.get(fill.holdId());
    var heldAsset = fill.side() == Side.BUY ? fill.currency() : fill.symbol();
    if (hold != null && hold.asset.equals(heldAsset)) {
      take(hold, Math.min(hold.open, fill.consumed() + fill.released()));
    }
    var key = fill.accountId() + " " + fill.symbol();
    var before = basis.getOrDefault(key, CostBasis.EMPTY);
    if (fill.side() == Side.BUY) {
      debit(fill.accountId(), fill.currency(), fill.notional() + fill.charges());
      credit(fill.accountId(), "customer", fill.symbol(), fill.qty());
      basis.put(key, before.bought(fill.qty(), fill.notional(), fill.charges()));
    } else {
      credit(fill.accountId(), "customer", fill.currency(), fill.notional());
      debit(fill.accountId(), fill.currency(), fill.charges());
      var had = debit(fill.accountId(), fill.symbol(), fill.qty());
      basis.put(key, before.sold(had, fill.notional(), fill.charges()));
    }
  }

  /** Balances that are not zero, by {@code account kind asset}; receivables are negative. */
  Map<String, Long> posted() {
    var all = new TreeMap<>(posted);
    all.values().removeIf(each -> each == 0);
    return all;
  }

  /** {@code qty/cost/pnl} by {@code account symbol}. */
  Map<String, String> basis() {
    var all = new TreeMap<String, String>();
    basis.forEach(
        (key, each) -> all.put(key, each.qty() + "/" + each.cost() + "/" + each.realizedPnl()));
    return all;
  }

  private void take(OpenHold hold, long amount) {
    hold.open -= amount;
    held.merge(hold.accountId + " " + hold.asset, -amount, Long::sum);
  }

  private void credit(long accountId, String kind, String asset, long amount) {
    posted.merge(accountId + " " + kind + " " + asset, amount, Long::sum);
  }

  /** Takes what is available, then the receivable; returns what was available of it. */
  private long debit(long accountId, String asset, long amount) {
    var had = Math.min(amount, available(accountId, asset));
    credit(accountId, "customer", asset, -had);
    credit(accountId, "receivable", asset, had - amount);
    return had;
  }
}
