package openbell.exchangesimulator.fix;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import openbell.exchangesimulator.tape.Door;
import openbell.exchangesimulator.tape.MarketTape;
import openbell.exchangesimulator.tape.TapeListener;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Trade;
import org.apache.mina.core.session.IoSession;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionID;

/**
 * Serves the tape as FIX 4.4 market data. While the venue is silent nobody is served: a client must
 * not take old books for new ones. A client that does not read is dropped with a Logout that says
 * so. Clients and what they were told belong to the tape's event loop; the engine's threads hand
 * over, bounded.
 */
public final class FixDoor implements Door, TapeListener {
  private static final int MAX_REQUESTS_WAITING = 1_000;
  private static final long MAX_UNREAD_BYTES = 1_048_576;
  private static final long PAUSE_BYTES = 131_072;
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A client that is logged on. */
  private static final class Served {
    private final FixClient client;
    private final IoSession connection;
    private long readAtNanos = System.nanoTime();

    Served(FixClient client, IoSession connection) {
      this.client = client;
      this.connection = connection;
    }
  }

  private final Vertx vertx;
  private final MarketTape tape;
  private final Supplier<List<String>> listed;
  private final FixDoorSettings settings;
  private final Map<SessionID, Served> clients = new HashMap<>();
  private final AtomicInteger requestsWaiting = new AtomicInteger();
  private Context context;
  private Future<FixAcceptor> acceptor = Future.failedFuture("not open");
  private long timer;
  private boolean hasListings;
  private volatile boolean isServing;

  /**
   * A door that is closed.
   *
   * @param listed the canonical symbols of all securities; called on the tape's event loop
   */
  public FixDoor(
      Vertx vertx, MarketTape tape, Supplier<List<String>> listed, FixDoorSettings settings) {
    this.vertx = vertx;
    this.tape = tape;
    this.listed = listed;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "fix";
  }

  @Override
  public Future<Map<String, Integer>> open() {
    context = vertx.getOrCreateContext();
    tape.listen(this);
    timer = vertx.setPeriodic(settings.windowMs(), tick -> turn());
    var application = new FixApplication(settings.password(), new Requests());
    acceptor = vertx.executeBlocking(() -> new FixAcceptor(settings, application), false);
    return acceptor
        .compose(made -> vertx.executeBlocking(made::start, false))
        .map(port -> Map.of("fix.port", port));
  }

  @Override
  public Future<Void> close() {
    isServing = false;
    vertx.cancelTimer(timer);
    tape.forget(this);
    clients.clear();
    return acceptor
        .compose(
            made ->
                vertx.executeBlocking(
                    () -> {
                      made.stop();
                      return made;
                    },
                    false))
        .otherwiseEmpty()
        .mapEmpty();
  }

  @Override
  public void depth(Depth depth) {
    clients.values().forEach(served -> served.client.depth(depth));
  }

  @Override
  public void trade(Trade trade) {
    clients.values().forEach(served -> served.client.trade(trade));
  }

  /** Each window: sends what waits to those who read. */
  private void turn() {
    hasListings = hasListings || !listed.get().isEmpty();
    isServing = tape.isLive() && hasListings;
    for (var id : List.copyOf(clients.keySet())) {
      var served = clients.get(id);
      if (!isServing) {
        drop(id, "the venue is silent");
      } else if (served.client.isOverdue() || isSlow(served)) {
        drop(id, "slow consumer");
      } else if (served.connection.getScheduledWriteBytes() < PAUSE_BYTES) {
        served.client.flush();
      }
    }
  }

  private static boolean isSlow(Served served) {
    var unread = served.connection.getScheduledWriteBytes();
    if (unread < PAUSE_BYTES) {
      served.readAtNanos = System.nanoTime();
    }
    return unread > MAX_UNREAD_BYTES || System.nanoTime() - served.readAtNanos > SLOW_NANOS;
  }

  private void drop(SessionID id, String why) {
    clients.remove(id);
    acceptor.onSuccess(
        made ->
            vertx.executeBlocking(
                () -> {
                  made.drop(id, why);
                  return made;
                },
                false));
  }

  private void arrive(SessionID id) {
    var client = new FixClient(tape, listed, message -> send(id, message));
    acceptor.onSuccess(
        made ->
            made.connection(id)
                .ifPresent(connection -> clients.put(id, new Served(client, connection))));
  }

  /** What is sent to a session that just ended is lost with it. */
  private static void send(SessionID id, Message message) {
    var session = Session.lookupSession(id);
    if (session != null && session.isLoggedOn()) {
      session.send(message);
    }
  }

  /** Hands over from the engine's threads to the tape's event loop, in order. */
  private final class Requests implements FixApplication.Receiver {
    @Override
    public boolean isOpen() {
      return isServing;
    }

    @Override
    public void loggedOn(SessionID id) {
      context.runOnContext(now -> arrive(id));
    }

    @Override
    public void loggedOut(SessionID id) {
      context.runOnContext(now -> clients.remove(id));
    }

    @Override
    public void securityList(SessionID id, String securityReqId) {
      hand(id, served -> served.client.securityList(securityReqId));
    }

    @Override
    public void marketData(SessionID id, MarketDataRequest request) {
      hand(id, served -> served.client.marketData(request));
    }

    private void hand(SessionID id, Consumer<Served> request) {
      if (requestsWaiting.incrementAndGet() > MAX_REQUESTS_WAITING) {
        requestsWaiting.decrementAndGet();
        context.runOnContext(now -> drop(id, "too many requests"));
        return;
      }
      context.runOnContext(
          now -> {
            requestsWaiting.decrementAndGet();
            var served = clients.get(id);
            if (served != null) {
              request.accept(served);
            }
          });
    }
  }
}
