package openbell.quotefanout;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import openbell.quotefanout.domain.FrameBytes;
import openbell.quotefanout.domain.QuoteTable;
import openbell.quotefanout.raw.RawAnswer.Notice;
import openbell.runtime.Node;
import openbell.wire.account.AccountEvent;
import openbell.wire.marketdata.EncodedDepth;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.Trade;

/**
 * The fan-out of one event loop: its table, its wheel, its sockets. Nothing here is shared with
 * another loop but what {@link #offer} hands over, so there are no locks. The hot path (apply,
 * tick, visit) uses no future and allocates nothing per update.
 */
final class FanoutEngine {
  private static final int MAX_WAITING_BATCHES = 256;
  private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_RECONNECT_MS = 5_000;
  private static final int MAX_DRAIN_MS = 5_000;
  private static final int ABORT_MS = 2_000;

  private final Node node;
  private final Vertx vertx;
  private final Context context;
  private final FanoutConfig config;
  private final FanoutMetrics metrics;
  private final InstantSource clock;
  private final TokenCheck tokens;
  private final Revocations revocations;
  private final QuoteTable table;
  private final Wheel wheel = new Wheel();
  private final FrameBytes scratch = new FrameBytes(FrameSink.MAX_PAYLOAD + 8 * 1024);
  private final Set<Connection> connections = new HashSet<>();
  private final Map<Long, List<AccountStream>> accounts = new HashMap<>();
  private final AtomicInteger waitingBatches = new AtomicInteger();
  private List<Connection> due = new ArrayList<>();
  private List<Connection> visiting = new ArrayList<>();
  private volatile boolean missedBatches;
  private long nowNanos = System.nanoTime();
  private long nowMicros;
  private long nextTickNanos = nowNanos;
  private long nextHeartbeatNanos = nowNanos + HEARTBEAT_NANOS;
  private long heartbeat;
  private boolean draining;

  /** An engine of the calling event loop. */
  FanoutEngine(Node node, FanoutConfig config, FanoutMetrics metrics, InstantSource clock) {
    this.node = node;
    this.vertx = node.vertx();
    this.context = vertx.getOrCreateContext();
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
    this.nowMicros = wallMicros();
    this.tokens = new TokenCheck(node.bus());
    this.revocations = new Revocations(node.bus(), tokens, connections, config.sessionCheckMs());
    this.table = new QuoteTable(node.quotes()::find, node.depths()::find);
    table.timeBase().advance(nowMicros);
  }

  /** Starts the wheel; on the engine's loop. */
  void start() {
    vertx.setTimer(Wheel.TICK_MS, this::tick);
  }

  /**
   * Hands a batch to the loop; from any thread. A loop that is far behind is not queued further: it
   * reads the newest quotes from the node's board when it comes to it.
   */
  void offer(List<Quote> batch) {
    offer(() -> table.apply(batch));
  }

  /** As {@link #offer}; of no cost while nobody on the loop watches a depth. */
  void offerDepths(List<EncodedDepth> batch) {
    if (table.wantsDepth()) {
      offer(() -> table.applyDepths(batch));
    }
  }

  /** As {@link #offerDepths}; what a loop far behind is not given is missing from the tape. */
  void offerTrades(List<Trade> batch) {
    if (table.wantsTrades()) {
      offer(() -> table.applyTrades(batch));
    }
  }

  private void offer(Runnable application) {
    if (waitingBatches.incrementAndGet() > MAX_WAITING_BATCHES) {
      waitingBatches.decrementAndGet();
      missedBatches = true;
      return;
    }
    context.runOnContext(
        mine -> {
          waitingBatches.decrementAndGet();
          apply(application);
        });
  }

  /** Hands account events to the loop, ascending per account; from any thread. */
  void offerEvents(List<AccountEvent> events) {
    context.runOnContext(
        mine -> {
          for (var event : events) {
            for (var stream : List.copyOf(accounts.getOrDefault(event.getAccountId(), List.of()))) {
              stream.live(event);
            }
          }
        });
  }

  /** Hands the loop the hint that a session has ended; from any thread. */
  void offerEnded(String sessionId) {
    context.runOnContext(mine -> revocations.ended(sessionId));
  }

  private void apply(Runnable application) {
    if (missedBatches) {
      missedBatches = false;
      table.refresh();
    }
    application.run();
    visitDue();
  }

  /** Sockets without a window that have news: now, one frame for the whole batch. */
  private void visitDue() {
    if (due.isEmpty()) {
      return;
    }
    nowNanos = System.nanoTime();
    var ready = due;
    due = visiting;
    visiting = ready;
    for (var connection : ready) {
      connection.visit();
    }
    ready.clear();
  }

  /** Each tick is planned after the one before: a loop that is late turns slower, not twice. */
  private void tick(long timer) {
    nowNanos = System.nanoTime();
    nowMicros = wallMicros();
    table.timeBase().advance(nowMicros);
    if (nowNanos >= nextHeartbeatNanos) {
      nextHeartbeatNanos = Math.max(nextHeartbeatNanos + HEARTBEAT_NANOS, nowNanos);
      heartbeat++;
      revocations.second();
    }
    wheel.tick();
    nextTickNanos =
        Math.max(nextTickNanos + TimeUnit.MILLISECONDS.toNanos(Wheel.TICK_MS), nowNanos);
    var waitMs = TimeUnit.NANOSECONDS.toMillis(nextTickNanos - System.nanoTime());
    vertx.setTimer(Math.max(1, waitMs), this::tick);
  }

  /**
   * Tells every client that the node stops, each with another moment to come back at, so that they
   * do not all come at once; closes their sockets when {@code fanout.drainMs} is over. At once when
   * there are none.
   */
  Future<Void> drain() {
    draining = true;
    if (connections.isEmpty()) {
      return Future.succeededFuture();
    }
    for (var connection : List.copyOf(connections)) {
      connection.sendNotice(
          new Notice("system.draining", ThreadLocalRandom.current().nextInt(MAX_RECONNECT_MS + 1)));
    }
    var closed = Promise.<Void>promise();
    later(
        Math.clamp(config.drainMs(), 1, MAX_DRAIN_MS),
        () -> {
          List.copyOf(connections).forEach(connection -> connection.close(CloseCode.DRAINING));
          closed.complete();
        });
    return closed.future();
  }

  /** Whether the node stops: nobody is let in. */
  boolean isDraining() {
    return draining;
  }

  /** Takes a connection in; visited from now on, once per window. */
  void join(Connection connection, int windowMs) {
    connections.add(connection);
    wheel.add(connection, windowMs);
  }

  /** Another window for a connection. */
  void rehang(Connection connection, int windowMs) {
    wheel.remove(connection);
    wheel.add(connection, windowMs);
  }

  void leave(Connection connection) {
    if (connections.remove(connection)) {
      wheel.remove(connection);
    }
  }

  /** A connection without a window has news; it is visited when the batch is applied. */
  void visitSoon(Connection connection) {
    due.add(connection);
  }

  /** Visits what became due outside a batch, e.g. by a subscription. */
  void settleSoon() {
    context.runOnContext(mine -> visitDue());
  }

  /** Runs on the engine's loop; from any thread. */
  void run(Runnable work) {
    context.runOnContext(mine -> work.run());
  }

  /** Closes a connection for good if its peer does not take the close frame. */
  void abortLater(Runnable abort) {
    later(ABORT_MS, abort);
  }

  void later(long delayMs, Runnable work) {
    vertx.setTimer(delayMs, due -> work.run());
  }

  void follow(long accountId, AccountStream stream) {
    accounts.computeIfAbsent(accountId, account -> new ArrayList<>(1)).add(stream);
  }

  void unfollow(long accountId, AccountStream stream) {
    var streams = accounts.get(accountId);
    if (streams != null && streams.remove(stream) && streams.isEmpty()) {
      accounts.remove(accountId);
    }
  }

  Node node() {
    return node;
  }

  FanoutConfig config() {
    return config;
  }

  FanoutMetrics metrics() {
    return metrics;
  }

  TokenCheck tokens() {
    return tokens;
  }

  QuoteTable table() {
    return table;
  }

  /** Bytes for the frame in hand; every connection of the loop uses the same. */
  FrameBytes scratch() {
    return scratch;
  }

  /** The monotonic clock as of this tick. */
  long nowNanos() {
    return nowNanos;
  }

  /** Microseconds since 1970 as of this tick. */
  long nowMicros() {
    return nowMicros;
  }

  /** The number of the newest heartbeat. */
  long heartbeat() {
    return heartbeat;
  }

  int connectionCount() {
    return connections.size();
  }

  /** Microseconds since 1970, read now. */
  long wallMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
