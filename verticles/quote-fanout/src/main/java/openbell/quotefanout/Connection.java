package openbell.quotefanout;

import io.vertx.core.Future;
import io.vertx.core.http.WebSocketFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import openbell.quotefanout.domain.Cell;
import openbell.quotefanout.domain.Watchlist;
import openbell.quotefanout.raw.RawAnswer.Notice;
import openbell.wire.gateway.Session;

/**
 * What the sockets of all doors have in common: their place on the wheel, the session they are
 * bound to, the order of their messages, and the reasons to close them. On one event loop.
 */
abstract sealed class Connection implements Cell.Watcher permits StreamSession, PollSession {
  static final int MAX_MESSAGE_CHARS = 48 * 1024;

  /** What stands for bytes that were no UTF-8. */
  private static final char NOT_UTF8 = '\uFFFD';

  private static final int MAX_QUEUED_MESSAGES = 256;
  private static final long DRAIN_MS = 500;
  private static final int MAX_STRIKES = 10;
  private static final long MAX_PENDING_BYTES = 1024 * 1024;

  private final FanoutEngine engine;
  private final FanoutMetrics.Transport transport;
  private final Watchlist watchlist;
  private final Allowance allowance;
  private final SessionBinding binding;
  private final Deque<Runnable> queued = new ArrayDeque<>(0);
  private List<Connection> slot = List.of();
  private int slotIndex;
  private boolean soon;
  private boolean closed;
  private int strikes;
  private long heardAtNanos;
  private long stalledAtNanos;
  private long seenHeartbeat;
  private int visits;

  Connection(FanoutEngine engine, FanoutMetrics.Transport transport) {
    this.engine = engine;
    this.transport = transport;
    this.watchlist = new Watchlist(engine.table(), this);
    this.allowance = new Allowance(engine.nowNanos());
    this.binding = new SessionBinding(engine.tokens());
    this.heardAtNanos = engine.nowNanos();
    this.seenHeartbeat = engine.heartbeat();
  }

  /** Handles one message of the client; messages before it are done. */
  abstract void handle(String message);

  /** Writes the changed quotes, and the heartbeat if it is due; nothing if there is no news. */
  abstract void writeNews(boolean heartbeatDue);

  /** Tells of an error in the door's own words. */
  abstract void sendError(String code);

  /** Tells, where the client listens for it, of something that concerns it. */
  abstract void sendNotice(Notice notice);

  /** The socket can take more. */
  abstract boolean isWritable();

  abstract long pendingBytes();

  /** Says goodbye in the door's own words and closes. */
  abstract void closeSocket(CloseCode code);

  /** What the door holds beside the watchlist is let go. */
  abstract void release();

  /** A message of the client: in its turn, when tokens before it are checked. */
  final void receive(String message) {
    var text = message.indexOf(NOT_UTF8) >= 0 ? "" : message;
    receive(message.length(), () -> handle(text));
  }

  /** As {@link #receive(String)}, for a message of so many characters or bytes. */
  final void receive(int length, Runnable handling) {
    heard();
    if (closed) {
      return;
    }
    if (length > MAX_MESSAGE_CHARS) {
      strike("request.too_large");
    } else if (!spend(1)) {
      return;
    } else if (!binding.isChecking()) {
      handling.run();
    } else if (queued.size() < MAX_QUEUED_MESSAGES) {
      queued.add(handling);
    } else {
      close(CloseCode.RATE);
    }
  }

  /** The client is alive. */
  final void heard() {
    heardAtNanos = engine.nowNanos();
  }

  /**
   * A frame that is no message of its own: a WebSocket ping is a sign of life as good as ours, and
   * costs as much, as does each further piece of a message.
   */
  final void heard(WebSocketFrame frame) {
    var isMessage = frame.isText() || frame.isBinary();
    if (!closed && !frame.isClose() && !isMessage) {
      heard();
      spend(1);
    }
  }

  /** Takes from the client's allowance; if it is spent, tells so and counts a strike. */
  final boolean spend(int units) {
    if (allowance.take(units, engine.nowNanos())) {
      return true;
    }
    strike("quota.rate_exceeded", CloseCode.RATE);
    return false;
  }

  /** A message that makes no sense: an error, and on repetition the end. */
  final void strike(String code) {
    strike(code, CloseCode.UNKNOWN);
  }

  /**
   * A frame that the server does not take: a word, and the end a moment later, when the rest of it
   * was read; a close before that would be a reset, and the word would be lost.
   */
  final void refuse(CloseCode code) {
    if (!closed) {
      sendError(code == CloseCode.TOO_LARGE ? "request.too_large" : "request.malformed");
      engine.later(DRAIN_MS, () -> close(code));
    }
  }

  private void strike(String code, CloseCode end) {
    sendError(code);
    strikes++;
    if (strikes >= MAX_STRIKES) {
      close(end);
    }
  }

  /** Binds the token's session; messages that come meanwhile wait. */
  final Future<SessionBinding.Outcome> bind(String token) {
    return binding.bind(token, engine.nowMicros());
  }

  /** As {@link #bind}, for a ticket. */
  final Future<SessionBinding.Outcome> redeem(String ticket) {
    return binding.redeem(ticket, engine.nowMicros());
  }

  /** Handles what waited for a token, until one of them checks the next. */
  final void drainQueue() {
    while (!closed && !binding.isChecking() && !queued.isEmpty()) {
      queued.poll().run();
    }
  }

  /** Called by the wheel, once per window. */
  final void visit() {
    soon = false;
    if (closed) {
      return;
    }
    var now = engine.nowNanos();
    if (now - heardAtNanos > engine.config().silenceNanos() && !transport.isReadOnly()) {
      close(CloseCode.SILENT);
    } else if (binding.isOver(engine.nowMicros())) {
      close(CloseCode.AUTH);
    } else if (!isWritable()) {
      stalled(now);
    } else {
      stalledAtNanos = 0;
      var heartbeatDue = seenHeartbeat != engine.heartbeat();
      seenHeartbeat = engine.heartbeat();
      writeNews(heartbeatDue);
    }
  }

  private void stalled(long now) {
    if (stalledAtNanos == 0) {
      stalledAtNanos = now;
    }
    if (now - stalledAtNanos > engine.config().slowConsumerNanos()) {
      close(CloseCode.SLOW_CONSUMER);
    } else {
      checkBacklog();
    }
  }

  /** To be called after anything that is written whether or not the socket is writable. */
  final void checkBacklog() {
    if (pendingBytes() > MAX_PENDING_BYTES) {
      close(CloseCode.SLOW_CONSUMER);
    }
  }

  @Override
  public final void changed() {
    if (!soon) {
      soon = true;
      engine.visitSoon(this);
    }
  }

  /** Ends the connection from this side. */
  final void close(CloseCode code) {
    if (closed) {
      return;
    }
    if (code == CloseCode.SLOW_CONSUMER) {
      engine.metrics().slowClose();
    }
    ended();
    closeSocket(code);
  }

  /** The connection is gone, from whichever side; may be called twice. */
  final void ended() {
    if (!closed) {
      closed = true;
      queued.clear();
      engine.leave(this);
      watchlist.clear();
      release();
      engine.metrics().leave(transport);
    }
  }

  /** Counts what was delivered; measures the age of one frame in eight. */
  final void delivered(int frames, int updates, long asOf) {
    engine.metrics().delivered(frames, updates);
    if ((visits++ & 7) == 0 && asOf != 0) {
      engine.metrics().age(engine.wallMicros() - asOf);
    }
  }

  /** Whether quotes may be shown to this client. */
  final boolean mayWatch() {
    return session().isPresent() || engine.config().anonymousQuotes();
  }

  final FanoutEngine engine() {
    return engine;
  }

  final Watchlist watchlist() {
    return watchlist;
  }

  final Optional<Session> session() {
    return binding.session();
  }

  final boolean isClosed() {
    return closed;
  }

  final List<Connection> slot() {
    return slot;
  }

  final int slotIndex() {
    return slotIndex;
  }

  final void place(List<Connection> inSlot, int index) {
    slot = inSlot;
    slotIndex = index;
  }
}
