package openbell.gateway.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import openbell.wire.feed.FeedStatus;

/**
 * The newest status of each feed, of each node that runs it or stands by, as this node heard it. A
 * feed whose owner is silent for 5 s is lost: what it said last stays, and is shown as such.
 * Thread-safe; bounded; time is an argument, in nanoseconds that only rise.
 */
public final class FeedBoard {
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(5);
  static final int MAX_FEEDS = 256;
  static final int MAX_NODES = 64;

  /** One shard of a session. */
  private record Key(String session, int shard) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::session).thenComparingInt(Key::shard);
  }

  private record Heard(FeedStatus status, long atNanos) {
    boolean isSilent(long nowNanos) {
      return nowNanos - atNanos > SILENT_NANOS;
    }
  }

  /**
   * What is known of one feed.
   *
   * @param status of its owner; of a feed that never had one, its name alone
   * @param lost whether nobody runs it, as far as this node heard
   * @param standby the nodes that would take it over
   */
  record Feed(FeedStatus status, boolean lost, List<String> standby) {
    Feed {
      standby = List.copyOf(standby);
    }
  }

  private final Map<Key, Map<String, Heard>> feeds = new TreeMap<>(Key.ORDER);

  /** Takes a status over; beyond the bounds, feeds and nodes that are new are left out. */
  public synchronized void hear(FeedStatus status, long nowNanos) {
    var key = new Key(status.getSession(), status.getShard());
    if (!feeds.containsKey(key) && feeds.size() >= MAX_FEEDS) {
      return;
    }
    var nodes = feeds.computeIfAbsent(key, first -> new HashMap<>());
    var owner = owner(nodes, nowNanos);
    nodes.values().removeIf(heard -> heard.isSilent(nowNanos) && !owner.equals(Optional.of(heard)));
    if (nodes.containsKey(status.getNode()) || nodes.size() < MAX_NODES) {
      nodes.put(status.getNode(), new Heard(status, nowNanos));
    }
  }

  /** Every feed, by session and shard. */
  synchronized List<Feed> all(long nowNanos) {
    var all = new ArrayList<Feed>(feeds.size());
    feeds.forEach((key, nodes) -> all.add(feed(key, nodes, nowNanos)));
    return all;
  }

  /** One feed. */
  synchronized Optional<Feed> find(String session, int shard, long nowNanos) {
    var key = new Key(session, shard);
    return Optional.ofNullable(feeds.get(key)).map(nodes -> feed(key, nodes, nowNanos));
  }

  private static Feed feed(Key key, Map<String, Heard> nodes, long nowNanos) {
    var owner = owner(nodes, nowNanos);
    var standby =
        nodes.values().stream()
            .filter(heard -> !heard.status.getOwner() && !heard.isSilent(nowNanos))
            .map(heard -> heard.status.getNode())
            .sorted()
            .toList();
    var status =
        owner
            .map(Heard::status)
            .orElseGet(
                () -> FeedStatus.newBuilder().setSession(key.session).setShard(key.shard).build());
    return new Feed(status, owner.isEmpty() || owner.get().isSilent(nowNanos), standby);
  }

  /** Who runs the feed, or ran it last: of two that say so, the one that took it over later. */
  private static Optional<Heard> owner(Map<String, Heard> nodes, long nowNanos) {
    return nodes.values().stream()
        .filter(heard -> heard.status.getOwner())
        .max(
            Comparator.<Heard, Boolean>comparing(heard -> !heard.isSilent(nowNanos))
                .thenComparingLong(heard -> heard.status.getSince()));
  }
}
