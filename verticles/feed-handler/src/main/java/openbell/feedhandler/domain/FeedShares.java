package openbell.feedhandler.domain;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who runs which feed, as heard; says when a node that runs many gives one to a node that runs few.
 * Nodes that start one after the other share the feeds by it. Bounded; time is an argument, in
 * milliseconds that only rise.
 */
public final class FeedShares {
  private static final long SILENT_MS = 3_000;
  private static final long PAUSE_MS = 10_000;
  private static final int MAX_HEARD = 10_000;

  private record Claim(String feed, String node) {}

  private record Heard(boolean owner, long atMs) {}

  private final String self;
  private final Map<Claim, Heard> heard = new HashMap<>();
  private long quietUntilMs;

  /**
   * Has heard nothing.
   *
   * @param self the node that asks
   */
  public FeedShares(String self, long nowMs) {
    this.self = self;
    this.quietUntilMs = nowMs + PAUSE_MS;
  }

  /** A node said whether it runs a feed or stands by for it. */
  public void hear(String feed, String node, boolean owner, long nowMs) {
    var claim = new Claim(feed, node);
    if (heard.size() < MAX_HEARD || heard.containsKey(claim)) {
      heard.put(claim, new Heard(owner, nowMs));
    }
  }

  /**
   * A feed of this node's to give away now: another node stands by for it and runs fewer by two or
   * more. At most one each ten seconds.
   */
  public Optional<String> toGive(long nowMs) {
    heard.values().removeIf(said -> nowMs - said.atMs > SILENT_MS);
    if (nowMs < quietUntilMs) {
      return Optional.empty();
    }
    var mine = owned(self);
    var given =
        heard.entrySet().stream()
            .filter(said -> !said.getValue().owner && !said.getKey().node.equals(self))
            .filter(said -> isMine(said.getKey().feed))
            .filter(said -> mine - owned(said.getKey().node) >= 2)
            .map(said -> said.getKey().feed)
            .max(String::compareTo);
    given.ifPresent(feed -> quietUntilMs = nowMs + PAUSE_MS);
    return given;
  }

  private boolean isMine(String feed) {
    var said = heard.get(new Claim(feed, self));
    return said != null && said.owner;
  }

  private long owned(String node) {
    return heard.entrySet().stream()
        .filter(said -> said.getKey().node.equals(node) && said.getValue().owner)
        .count();
  }
}
