package openbell.feedhandler.fix;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import openbell.feedhandler.session.FeedListener;
import openbell.feedhandler.session.FeedSession;
import openbell.model.Symbol;
import openbell.wire.reference.Instrument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.ConfigError;

/**
 * One line of a FIX 4.4 market-data feed. The engine's threads decode and hand over; the books, and
 * all that the listener is told, are the event loop's.
 */
public final class FixSession implements FeedSession {
  private static final Logger LOG = LoggerFactory.getLogger(FixSession.class);
  private static final long TICK_MS = 250;

  private final Vertx vertx;
  private final FixSettings settings;
  private final FixSettings.Host host;
  private Future<FixPeer> peer = Future.failedFuture("not started");
  private long timer;
  private boolean stopped;

  /** A line that is not connected. */
  public FixSession(Vertx vertx, FixSettings settings, FixSettings.Host host) {
    this.vertx = vertx;
    this.settings = settings;
    this.host = host;
  }

  @Override
  public String name() {
    return "fix";
  }

  @Override
  public OptionalInt lineOf(Instrument instrument) {
    return carries(instrument.getSymbol()) ? OptionalInt.of(FixMarket.LINE) : OptionalInt.empty();
  }

  @Override
  public void start(FeedListener listener) {
    var market =
        new FixMarket(listener, new Requests(), this::carries, settings.batch(), System::nanoTime);
    var inbox =
        new Inbox(
            vertx.getOrCreateContext(),
            update -> {
              if (!stopped) {
                market.accept(update);
              }
            });
    listener.lineDown(FixMarket.LINE, "connects to " + host.host() + ":" + host.port());
    // Reading the dictionary and opening the engine takes its time: not on the event loop.
    peer = vertx.executeBlocking(() -> open(inbox), false);
    peer.onFailure(
        failure -> {
          LOG.error("FIX line {} cannot start", host.name(), failure);
          if (!stopped) {
            listener.lineDown(FixMarket.LINE, "cannot start: " + failure.getMessage());
          }
        });
    timer = vertx.setPeriodic(TICK_MS, tick -> market.tick());
  }

  @Override
  public Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    return peer.compose(
            open ->
                vertx.executeBlocking(
                    () -> {
                      open.stop();
                      return open;
                    },
                    false))
        .otherwiseEmpty()
        .mapEmpty();
  }

  private FixPeer open(Inbox inbox) throws ConfigError {
    var decoder = new FixDecoder(settings.mics().getFirst());
    var opened =
        new FixPeer(settings, host, new FixApplication(settings.compIds(), decoder, inbox::put));
    opened.start();
    return opened;
  }

  private boolean carries(String canonical) {
    return Symbol.parse(canonical)
        .filter(symbol -> settings.mics().contains(symbol.mic()))
        .isPresent();
  }

  /** Sends to the engine, which queues; ends a connection on a worker thread, for that blocks. */
  private final class Requests implements FixRequests {
    @Override
    public void securityList(String securityReqId) {
      peer.onSuccess(open -> open.securityList(securityReqId));
    }

    @Override
    public void marketData(String mdReqId, Collection<String> symbols, boolean updates) {
      var asked = List.copyOf(symbols);
      peer.onSuccess(open -> open.marketData(mdReqId, asked, updates));
    }

    @Override
    public void reconnect() {
      peer.onSuccess(
          open ->
              vertx.executeBlocking(
                  () -> {
                    open.disconnect();
                    return open;
                  },
                  false));
    }
  }
}
