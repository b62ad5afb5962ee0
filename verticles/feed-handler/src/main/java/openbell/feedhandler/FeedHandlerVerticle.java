package openbell.feedhandler;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import openbell.feedhandler.domain.FeedShares;
import openbell.feedhandler.session.FeedSession;
import openbell.model.Addresses;
import openbell.runtime.ConfigException;
import openbell.runtime.Node;
import openbell.wire.feed.FeedStatus;

/**
 * Deploys a {@link FeedVerticle} for each feed: for each share of the symbols of each session. Of
 * several nodes with this role the one that holds a feed's lease publishes it; the others wait.
 */
public final class FeedHandlerVerticle extends VerticleBase {
  private static final String SHARDS = "feed.shards";
  private static final int MAX_SHARDS = 64;
  private static final long SHARE_MS = 1_000;

  private final Node node;

  public FeedHandlerVerticle(Node node) {
    this.node = node;
  }

  @Override
  public Future<?> start() {
    var shards = shards();
    var ownedHere = new AtomicInteger();
    var before = new ArrayList<FeedSession>();
    var feeds = new ArrayList<FeedVerticle>();
    for (var source : new FeedSessions(node, FeedHandlerVerticle::nowMicros).all()) {
      var taken = List.copyOf(before);
      for (var shard = 0; shard < shards; shard++) {
        var name = new FeedName(source.name(), shard, shards);
        feeds.add(new FeedVerticle(node, new Feed(name, source.lines(), taken), ownedHere));
      }
      before.add(source.lines().getFirst().open().get());
    }
    return Future.all(feeds.stream().map(feed -> vertx.deployVerticle((Deployable) feed)).toList())
        .onSuccess(deployed -> share(feeds));
  }

  /** Nodes that started one after the other share the feeds in the end. */
  private void share(List<FeedVerticle> feeds) {
    var shares = new FeedShares(node.id(), nowMs());
    node.bus()
        .<FeedStatus>subscribe(
            Addresses.FEED_STATUS,
            status -> shares.hear(lease(status), status.getNode(), status.getOwner(), nowMs()));
    vertx.setPeriodic(
        SHARE_MS,
        tick ->
            shares
                .toGive(nowMs())
                .ifPresent(
                    given ->
                        feeds.stream()
                            .filter(feed -> feed.lease().equals(given))
                            .forEach(FeedVerticle::give)));
  }

  private static String lease(FeedStatus status) {
    return new FeedName(status.getSession(), status.getShard(), 1).lease();
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private int shards() {
    var shards = node.config().integer(SHARDS);
    if (shards < 1 || shards > MAX_SHARDS) {
      throw new ConfigException(
          "The configuration key feed.shards takes 1 to " + MAX_SHARDS + ", not " + shards + ".");
    }
    return shards;
  }

  static long nowMicros() {
    var now = Instant.now();
    return TimeUnit.SECONDS.toMicros(now.getEpochSecond())
        + TimeUnit.NANOSECONDS.toMicros(now.getNano());
  }
}
