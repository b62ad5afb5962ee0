package openbell.order.trigger.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The active triggers by symbol and price: a trade looks at those that it meets and at no other.
 * Bounded; used from one event loop.
 */
public final class TriggerIndex {
  private static final Comparator<Trigger> OLDEST_FIRST =
      Comparator.comparing(trigger -> trigger.triggerId().toString());

  private final int capacity;
  private final Map<UUID, Trigger> byId = new HashMap<>();
  private final Map<String, Ladder> bySymbol = new HashMap<>();

  /** Trigger prices of one symbol, each with the triggers that wait there. */
  private record Ladder(NavigableMap<Long, Set<UUID>> above, NavigableMap<Long, Set<UUID>> below) {
    Ladder() {
      this(new TreeMap<>(), new TreeMap<>());
    }

    NavigableMap<Long, Set<UUID>> side(Condition condition) {
      return condition == Condition.AT_OR_ABOVE ? above : below;
    }

    Set<UUID> metBy(long px) {
      var met = new HashSet<UUID>();
      above.headMap(px, true).values().forEach(met::addAll);
      below.tailMap(px, true).values().forEach(met::addAll);
      return met;
    }
  }

  public TriggerIndex(int capacity) {
    this.capacity = capacity;
  }

  /** Takes what is known of a trigger now; false where there is no room for one more. */
  public boolean put(Trigger trigger) {
    var known = byId.get(trigger.triggerId());
    if (known != null && known.version() > trigger.version()) {
      return true;
    }
    remove(trigger.triggerId());
    if (!trigger.isActive()) {
      return true;
    }
    if (byId.size() >= capacity) {
      return false;
    }
    byId.put(trigger.triggerId(), trigger);
    var ladder = bySymbol.computeIfAbsent(trigger.symbol(), symbol -> new Ladder());
    for (var leg : trigger.legs()) {
      ladder
          .side(leg.condition())
          .computeIfAbsent(leg.triggerPx(), px -> new HashSet<>())
          .add(trigger.triggerId());
    }
    return true;
  }

  /** Forgets a trigger. */
  public void remove(UUID triggerId) {
    var known = byId.remove(triggerId);
    if (known == null) {
      return;
    }
    var ladder = bySymbol.get(known.symbol());
    for (var leg : known.legs()) {
      var side = ladder.side(leg.condition());
      side.computeIfPresent(
          leg.triggerPx(),
          (px, waiting) -> {
            waiting.remove(triggerId);
            return waiting.isEmpty() ? null : waiting;
          });
    }
    if (ladder.above().isEmpty() && ladder.below().isEmpty()) {
      bySymbol.remove(known.symbol());
    }
  }

  public void clear() {
    byId.clear();
    bySymbol.clear();
  }

  public int size() {
    return byId.size();
  }

  /** The triggers that trades meet, each once, by the first that does; changes nothing. */
  public List<Firing> metBy(List<TradePrint> trades, long now) {
    var met = new HashSet<UUID>();
    var firings = new ArrayList<Firing>();
    for (var trade : trades) {
      var ladder = bySymbol.get(trade.symbol());
      if (ladder != null) {
        ladder.metBy(trade.px()).stream()
            .map(byId::get)
            .filter(trigger -> trigger.counts(trade.publishedAt(), now))
            .filter(trigger -> met.add(trigger.triggerId()))
            .sorted(OLDEST_FIRST)
            .forEach(trigger -> firings.add(new Firing(trigger.triggerId(), trade)));
      }
    }
    return firings;
  }
}
