package openbell.risk.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import openbell.model.TradingHalt;

/**
 * Limits, halts and restrictions of one version. Immutable.
 *
 * @param limits by what they bind: scope and key
 * @param halts by symbol or market (MIC)
 * @param restricted symbols that nobody may trade here
 */
public record LimitBook(
    long version,
    Map<Bound, Map<LimitName, Long>> limits,
    Map<String, TradingHalt> halts,
    Set<String> restricted) {
  /** Whom or what limits bind. */
  public record Bound(LimitScope scope, String key) {
    static final Bound GLOBAL = new Bound(LimitScope.GLOBAL, "");
  }

  public LimitBook {
    limits = Map.copyOf(limits);
    halts = Map.copyOf(halts);
    restricted = Set.copyOf(restricted);
  }

  /**
   * A book of what is set.
   *
   * @param defaults the global limits where none is set
   */
  public static LimitBook of(
      long version,
      Map<LimitName, Long> defaults,
      List<Limit> set,
      Map<String, TradingHalt> halts,
      Set<String> restricted) {
    var limits = new HashMap<Bound, Map<LimitName, Long>>();
    limits.put(Bound.GLOBAL, new HashMap<>(defaults));
    for (var limit : set) {
      limits
          .computeIfAbsent(new Bound(limit.scope(), limit.key()), first -> new HashMap<>())
          .put(limit.name(), limit.value());
    }
    limits.replaceAll((bound, values) -> Map.copyOf(values));
    return new LimitBook(version, limits, halts, restricted);
  }

  /** What binds an account in a symbol. An account of 0 is any that has none of its own. */
  public Binding binding(long accountId, String symbol) {
    return new Binding(
        version,
        limits.get(Bound.GLOBAL),
        limits.getOrDefault(new Bound(LimitScope.ACCOUNT, Long.toString(accountId)), Map.of()),
        limits.getOrDefault(new Bound(LimitScope.SYMBOL, symbol), Map.of()));
  }

  /** The limits of one account in one symbol. */
  public record Binding(
      long version,
      Map<LimitName, Long> global,
      Map<LimitName, Long> ofAccount,
      Map<LimitName, Long> ofSymbol) {

    /** One limit; empty if nothing binds. */
    public OptionalLong limit(LimitName name) {
      var own = ofAccount.get(name);
      var base = own == null ? global.get(name) : own;
      var further = ofSymbol.get(name);
      if (base == null || further == null) {
        return base == null ? optional(further) : OptionalLong.of(base);
      }
      return OptionalLong.of(Math.min(base, further));
    }

    /** Those that {@code order} decides under the account's lock. */
    public AccountLimits accountLimits() {
      return new AccountLimits(
          version,
          limit(LimitName.MAX_POSITION),
          limit(LimitName.MAX_EXPOSURE),
          limit(LimitName.MAX_OPEN_ORDERS),
          limit(LimitName.ORDERS_PER_MINUTE),
          limit(LimitName.MAX_DAILY_LOSS));
    }

    private static OptionalLong optional(Long value) {
      return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
  }

  /** What staff have set of an instrument of a market; the stricter halt counts. */
  public Standing standing(String symbol, String mic) {
    var ofSymbol = halts.getOrDefault(symbol, TradingHalt.NONE);
    var ofMarket = halts.getOrDefault(mic, TradingHalt.NONE);
    return new Standing(
        version,
        ofSymbol.compareTo(ofMarket) >= 0 ? ofSymbol : ofMarket,
        restricted.contains(symbol));
  }
}
