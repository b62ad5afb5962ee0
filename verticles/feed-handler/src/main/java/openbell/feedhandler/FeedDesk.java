package openbell.feedhandler;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.LongSupplier;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.common.Refusal;
import openbell.wire.feed.BreakerState;
import openbell.wire.feed.FeedFailOverReply;
import openbell.wire.feed.FeedFailOverRequest;
import openbell.wire.feed.FeedStatus;

/**
 * What staff see of a feed on this node, each second, and where the owner takes their commands.
 * Runs on the feed's event loop.
 */
final class FeedDesk {
  private static final long STATUS_MS = 1_000;
  private static final String REFUSED = "market.feed_line";

  private final Bus bus;
  private final FeedName name;
  private final String node;
  private final LongSupplier nowMicros;
  private Optional<FeedService> service = Optional.empty();
  private Future<Void> served = Future.succeededFuture();
  private long timer;

  /** The desk of a feed that this node does not run. */
  FeedDesk(Bus bus, FeedName name, String node, LongSupplier nowMicros) {
    this.bus = bus;
    this.name = name;
    this.node = node;
    this.nowMicros = nowMicros;
  }

  void start(Vertx vertx) {
    timer = vertx.setPeriodic(0, STATUS_MS, tick -> bus.publish(Addresses.FEED_STATUS, status()));
  }

  void stop(Vertx vertx) {
    vertx.cancelTimer(timer);
  }

  /** This node runs the feed from now on. */
  void open(FeedService running) {
    service = Optional.of(running);
    served = served.transform(before -> bus.<FeedFailOverRequest>serve(address(), this::failOver));
  }

  /** This node no longer runs the feed. */
  void close() {
    service = Optional.empty();
    served = served.transform(open -> bus.stopServing(address()));
  }

  private String address() {
    return Addresses.feedFailOver(name.session(), name.shard());
  }

  private FeedStatus status() {
    var status =
        FeedStatus.newBuilder()
            .setSession(name.session())
            .setShard(name.shard())
            .setNode(node)
            .setBreaker(BreakerState.BREAKER_STATE_CLOSED)
            .setSentAt(nowMicros.getAsLong());
    service.ifPresent(running -> running.describe(status));
    return status.build();
  }

  private Future<FeedFailOverReply> failOver(FeedFailOverRequest request) {
    return Future.succeededFuture(
        service
            .map(running -> failOver(running, request))
            .orElseGet(() -> refused("This node no longer runs the feed.")));
  }

  private static FeedFailOverReply failOver(FeedService running, FeedFailOverRequest request) {
    return switch (request.getTarget()) {
      case FAIL_OVER_TARGET_NEXT ->
          running.useNextLine() ? on(running) : refused("The feed has no line after this one.");
      case FAIL_OVER_TARGET_RETURN ->
          running.useFirstLine() ? on(running) : refused("The feed is on its first line.");
      case FAIL_OVER_TARGET_UNSPECIFIED, UNRECOGNIZED -> refused("There is no such line.");
    };
  }

  private static FeedFailOverReply on(FeedService running) {
    return FeedFailOverReply.newBuilder().setActiveLine(running.activeLine()).build();
  }

  private static FeedFailOverReply refused(String detail) {
    return FeedFailOverReply.newBuilder()
        .setRefusal(Refusal.newBuilder().setCode(REFUSED).setDetail(detail))
        .build();
  }
}
