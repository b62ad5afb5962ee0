package openbell.quotefanout;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import openbell.quotefanout.raw.RawAnswer;
import openbell.quotefanout.raw.RawAnswer.Notice;
import openbell.quotefanout.raw.RawCodec;
import openbell.quotefanout.raw.RawRequest;
import openbell.quotefanout.raw.Subscription;

/**
 * One client of {@code /ws/v1} (CONTRACT.md, section 3), in whichever subprotocol. On its socket's
 * event loop.
 */
final class RawSession extends SocketSession {
  static final int DEFAULT_WINDOW_MS = 100;

  private static final int SYMBOLS_PER_UNIT = 20;

  private final FrameSink sink;
  private final RawCodec codec;
  private int windowMs = DEFAULT_WINDOW_MS;
  private int badTokens;
  private boolean lastWanted;

  RawSession(FanoutEngine engine, FrameSink sink, RawCodec codec) {
    super(engine, FanoutMetrics.Transport.WEBSOCKET);
    this.sink = sink;
    this.codec = codec;
  }

  @Override
  void handle(String text) {
    act(codec.read(text));
  }

  /** As {@link #receive(String)}, for a binary message. */
  void receive(Buffer message) {
    receive(message.length(), () -> act(codec.read(message.getBytes())));
  }

  private void act(RawRequest request) {
    switch (request) {
      case RawRequest.Ping _ -> send(new RawAnswer.Pong());
      case RawRequest.Auth auth -> authenticate(auth.token());
      case RawRequest.Subscribe subscribe -> subscribe(subscribe.wanted());
      case RawRequest.Unsubscribe unsubscribe -> unsubscribe(unsubscribe.names());
      case RawRequest.Orders orders -> followOrders(orders.since());
      case RawRequest.Command command -> command(command);
      case RawRequest.Malformed malformed -> strike(malformed.code());
    }
  }

  private void authenticate(String token) {
    bind(token)
        .onSuccess(
            outcome -> {
              if (!isClosed()) {
                bound(outcome);
                drainQueue();
              }
            });
  }

  private void bound(SessionBinding.Outcome outcome) {
    switch (outcome) {
      case BOUND ->
          session()
              .map(mine -> new RawAnswer.Authenticated(mine.getAccountId(), mine.getExpiresAt()))
              .ifPresent(this::send);
      case UNAVAILABLE -> sendError("system.unavailable");
      case OTHER_USER -> {
        sendError("access_denied");
        close(CloseCode.FORBIDDEN);
      }
      case INVALID -> {
        sendError("auth.invalid_token");
        badTokens++;
        if (badTokens >= 3) {
          close(CloseCode.AUTH);
        }
      }
    }
  }

  private void subscribe(Subscription wanted) {
    var wantedMs = wanted.windowMs().orElse(windowMs);
    if (!Wheel.isWindow(wantedMs)) {
      strike("request.malformed");
    } else if (!mayWatch()) {
      strike("auth.required");
    } else if (spend(wanted.names().size() / SYMBOLS_PER_UNIT)) {
      window(wantedMs);
      lastWanted |= wanted.last();
      watch(wanted);
    }
  }

  private void watch(Subscription wanted) {
    var terms = codec.terms(wanted);
    var accepted = new ArrayList<String>(wanted.names().size());
    var unknown = new ArrayList<String>();
    for (var name : wanted.names()) {
      var instrument = engine().node().instruments().resolve(name);
      if (instrument.isEmpty()) {
        unknown.add(name);
      } else if (watchlist().size() >= engine().config().maxSymbolsPerSocket()
          && !watchlist().has(name)) {
        sendError("quota.too_many_subscriptions");
        close(CloseCode.TOO_MANY_SUBSCRIPTIONS);
        return;
      } else {
        watchlist().add(instrument.get().getSymbol(), name, terms);
        accepted.add(name);
      }
    }
    var watched =
        accepted.stream()
            .map(name -> new RawAnswer.Watched(name, watchlist().handleOf(name)))
            .toList();
    send(new RawAnswer.Subscribed(watched, unknown, watchlist().names()));
    if (windowMs == 0) {
      changed();
      engine().settleSoon();
    }
  }

  private void window(int wantedMs) {
    if (wantedMs != windowMs) {
      windowMs = wantedMs;
      engine().rehang(this, wantedMs);
      watchlist().immediate(wantedMs == 0);
    }
  }

  private void unsubscribe(List<String> names) {
    var gone = names.stream().filter(watchlist()::remove).toList();
    send(new RawAnswer.Unsubscribed(gone, watchlist().names()));
  }

  private void followOrders(long since) {
    if (session().isEmpty()) {
      strike("auth.required");
    } else {
      var stream =
          new AccountStream(
              engine(),
              session().get().getAccountId(),
              event -> send(new RawAnswer.Event(event)),
              this::sendError);
      follow(stream);
      stream.open(since);
    }
  }

  private void command(RawRequest.Command command) {
    api()
        .call(command.operation(), session(), command.body())
        .onSuccess(
            reply -> {
              if (!isClosed()) {
                send(new RawAnswer.Reply(command.id(), reply));
              }
            });
  }

  @Override
  void sendError(String code) {
    send(new RawAnswer.Failure(code));
  }

  @Override
  void sendNotice(Notice notice) {
    send(notice);
  }

  private void send(RawAnswer answer) {
    var out = engine().scratch().clear(RawCodec.ROOM);
    codec.write(answer, out);
    addScratch();
    sink.flush();
    checkBacklog();
  }

  @Override
  void addHeartbeat() {
    var account = accountSeq();
    var out = engine().scratch().clear(RawCodec.ROOM);
    if (lastWanted) {
      codec.writeHeartbeat(engine().heartbeat(), engine().nowMicros(), account, watchlist(), out);
    } else {
      codec.writeHeartbeat(engine().heartbeat(), engine().nowMicros(), account, out);
    }
    addScratch();
  }

  @Override
  int addFrame(int first) {
    var next = codec.writeQuotes(watchlist(), first, engine().scratch().clear(RawCodec.ROOM));
    addScratch();
    return next;
  }

  @Override
  void flush() {
    sink.flush();
  }

  /** The frame that was put together in the loop's bytes. */
  private void addScratch() {
    var frame = engine().scratch();
    if (codec.isBinary()) {
      sink.binary(frame.array(), frame.start(), frame.length());
    } else {
      sink.text(frame.array(), frame.start(), frame.length());
    }
  }

  @Override
  boolean isWritable() {
    return sink.isWritable();
  }

  @Override
  long pendingBytes() {
    return sink.pendingBytes();
  }

  @Override
  void closeSocket(CloseCode code) {
    sink.close(code);
    engine().abortLater(sink::abort);
  }
}
