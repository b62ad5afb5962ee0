package openbell.exchangesimulator.itch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import openbell.exchangesimulator.tape.Door;
import openbell.exchangesimulator.tape.MarketTape;
import openbell.exchangesimulator.tape.TapeListener;
import openbell.model.itch.ItchStamps;
import openbell.model.mold.MoldSession;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Trade;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ITCH door: sessions one after the other, each in a log of its own that begins with every book
 * and is served whole, over SoupBinTCP and MoldUDP64. While the tape may be old there are no
 * heartbeats, so that receivers mark their quotes stale. On the tape's event loop.
 */
public final class ItchDoor implements Door, TapeListener {
  private static final Logger LOG = LoggerFactory.getLogger(ItchDoor.class);
  private static final long FLUSH_MS = 1;
  private static final long BEAT_MS = 1_000;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Vertx vertx;
  private final MarketTape tape;
  private final ItchDoorSettings settings;
  private final ItchStamps stamps;
  private final SoupServer soup;
  private final MoldSender mold;
  private ItchFeed feed;
  private ItchPublisher publisher;
  private long lastSession;
  private boolean isOpen;
  private boolean flushes;
  private long rollAgainAtNanos = System.nanoTime();
  private long beatTimer;

  /** A closed door. */
  public ItchDoor(Vertx vertx, MarketTape tape, ItchDoorSettings settings) {
    this.vertx = vertx;
    this.tape = tape;
    this.settings = settings;
    this.stamps = new ItchStamps(settings.zone());
    this.soup = new SoupServer(vertx, () -> feed, settings.login());
    this.mold = new MoldSender(vertx, () -> feed, settings.lines());
  }

  @Override
  public String name() {
    return "itch";
  }

  @Override
  public Future<Map<String, Integer>> open() {
    try {
      beginSession(log(), nowMicros());
    } catch (IOException noLog) {
      return Future.failedFuture(noLog);
    }
    tape.listen(this);
    beatTimer = vertx.setPeriodic(BEAT_MS, tick -> beat());
    return soup.listen(settings.host(), settings.soupPort())
        .compose(
            soupPort ->
                mold.open(settings.host(), settings.moldPort())
                    .map(moldPort -> opened(soupPort, moldPort)));
  }

  @Override
  public Future<Void> close() {
    isOpen = false;
    tape.forget(this);
    vertx.cancelTimer(beatTimer);
    return Future.join(soup.close(), mold.close()).mapEmpty();
  }

  @Override
  public void depth(Depth depth) {
    rollIfFull();
    publisher.depth(depth);
  }

  @Override
  public void trade(Trade trade) {
    rollIfFull();
    publisher.trade(trade);
  }

  private Map<String, Integer> opened(int soupPort, int moldPort) {
    isOpen = true;
    flushSoon();
    return Map.of("itch.soup.port", soupPort, "itch.mold.port", moldPort);
  }

  private void rollIfFull() {
    if (feed.log().isNearlyFull() && System.nanoTime() - rollAgainAtNanos >= 0) {
      roll();
    }
  }

  /** Ends the session and begins the next one; without room for a log it goes on as it can. */
  private void roll() {
    try {
      var next = log();
      publisher.systemEvent('C', nowMicros());
      mold.endSession();
      soup.endSession();
      // A reader that was told all of the old session takes what is no later for told.
      beginSession(next, Math.max(nowMicros(), publisher.newestMicros() + 1));
    } catch (IOException noLog) {
      LOG.error("no new ITCH session: its log cannot be made", noLog);
      rollAgainAtNanos = System.nanoTime() + RETRY_NANOS;
    }
  }

  private void beginSession(SessionLog log, long micros) {
    lastSession = Math.max(lastSession + 1, nowMicros() / 1_000);
    feed = new ItchFeed(MoldSession.of(Long.toString(lastSession, Character.MAX_RADIX)), log);
    publisher = new ItchPublisher(settings.mic(), stamps, log, this::flushSoon);
    publisher.systemEvent('O', micros);
    tape.newest().forEach(publisher::depth);
  }

  /** The first session of a process can be kept as an ITCH file. */
  private SessionLog log() throws IOException {
    return settings.record().isPresent() && feed == null
        ? SessionLog.in(settings.record().get(), settings.logBytes())
        : SessionLog.temporary(settings.logBytes());
  }

  private void flushSoon() {
    if (isOpen && !flushes) {
      flushes = true;
      vertx.setTimer(
          FLUSH_MS,
          due -> {
            flushes = false;
            if (isOpen) {
              soup.pump();
              mold.pump();
            }
          });
    }
  }

  private void beat() {
    soup.beat(tape.isLive());
    mold.beat(tape.isLive());
  }

  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
