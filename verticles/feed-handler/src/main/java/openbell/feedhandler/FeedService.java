package openbell.feedhandler;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import openbell.feedhandler.domain.DaySnapshot;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Listing;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.publish.FeedContext;
import openbell.feedhandler.publish.FeedMetrics;
import openbell.feedhandler.publish.MarketDataSink;
import openbell.feedhandler.publish.WireEncoder;
import openbell.runtime.Health;
import openbell.wire.feed.BreakerState;
import openbell.wire.feed.FeedStatus;
import openbell.wire.feed.LineStatus;
import openbell.wire.reference.Instrument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One period in which this process owns a feed: takes what the session tells through the checks
 * and, each 5 ms or 1,000 symbols, hands what changed to the sinks. Runs on one event loop, which
 * owns it.
 */
final class FeedService implements FailoverSession.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(FeedService.class);

  private static final long PUBLISH_MS = 5;
  private static final long HEARTBEAT_MS = 1_000;
  private static final int MAX_UPDATES = 10_000;
  // What changed is read again when it is published: so many symbols are still in the core's cache.
  private static final int MAX_CHANGED = 1_000;

  private final Vertx vertx;
  private final String name;
  private final FailoverSession session;
  private final Predicate<Instrument> covers;
  private final Normaliser normaliser;
  private final List<MarketDataSink> sinks;
  private final FeedMetrics metrics;
  private final Health health;
  private final LongSupplier nowMicros;
  private final FeedTally tally = new FeedTally();
  private final long since;
  private final Map<Integer, String> linesDown = new TreeMap<>();
  private final WireEncoder encoder;
  private int updates;
  private long publishTimer;
  private long heartbeatTimer;

  /**
   * A period that has not begun.
   *
   * @param covers whether an instrument is this feed's
   */
  FeedService(
      FailoverSession session,
      Predicate<Instrument> covers,
      Normaliser normaliser,
      List<MarketDataSink> sinks,
      FeedContext context) {
    this.name = context.name();
    this.covers = covers;
    this.vertx = context.vertx();
    this.session = session;
    this.normaliser = normaliser;
    this.sinks = sinks;
    this.metrics = context.metrics();
    this.health = context.health();
    this.nowMicros = context.nowMicros();
    this.encoder = new WireEncoder(session.source());
    this.since = nowMicros.getAsLong();
  }

  /** Adds or changes an instrument, if it is this feed's and the session speaks of it. */
  void list(Instrument instrument, Optional<DaySnapshot> before) {
    var line = session.lineOf(instrument);
    if (line.isEmpty() || !covers.test(instrument)) {
      return;
    }
    if (instrument.getTickSize() <= 0) {
      LOG.error("{} has no tick size and is left out", instrument.getSymbol());
      return;
    }
    var listing =
        new Listing(
            instrument.getSymbol(),
            instrument.getTickSize(),
            instrument.getPreviousClosePx(),
            line.getAsInt(),
            share(instrument));
    normaliser.list(listing, before, nowMicros.getAsLong());
  }

  /** In two currencies a share has two prices. */
  private static String share(Instrument instrument) {
    return instrument.getIsin().isEmpty() ? "" : instrument.getIsin() + instrument.getCurrency();
  }

  /** Starts the session and the publishing. */
  void start() {
    publishTimer = vertx.setPeriodic(PUBLISH_MS, tick -> publish());
    heartbeatTimer = vertx.setPeriodic(0, HEARTBEAT_MS, tick -> heartbeat());
    session.start(this);
  }

  /** Ends the session; publishes nothing more. */
  Future<Void> stop() {
    vertx.cancelTimer(publishTimer);
    vertx.cancelTimer(heartbeatTimer);
    tally.tell(metrics);
    return session.stop();
  }

  @Override
  public void depth(FeedDepth depth) {
    count(normaliser.depth(depth, nowMicros.getAsLong()));
  }

  @Override
  public void trade(FeedTrade trade) {
    count(normaliser.trade(trade, nowMicros.getAsLong()));
  }

  @Override
  public void snapshot(FeedDepth depth) {
    count(normaliser.snapshot(depth, nowMicros.getAsLong()));
  }

  @Override
  public void snapshotEnd(int line, Set<String> symbols) {
    normaliser.clearAbsent(line, symbols);
  }

  @Override
  public void symbolStale(String symbol) {
    normaliser.goStale(symbol);
  }

  @Override
  public void rejected(Verdict verdict) {
    count(verdict);
  }

  @Override
  public void lineChanged() {
    publish();
    encoder.changeSource(session.source());
    linesDown.clear();
    normaliser.changeLine();
  }

  @Override
  public void lineUp(int line) {
    linesDown.remove(line);
    showHealth();
  }

  @Override
  public void lineDown(int line, String why) {
    linesDown.put(line, why);
    normaliser.goStale(line);
    showHealth();
  }

  @Override
  public void lineEnded(int line) {
    linesDown.remove(line);
    normaliser.goStale(line);
    showHealth();
  }

  /** Moves the feed to its next line; false if there is none. */
  boolean useNextLine() {
    return session.useNext(nowMs());
  }

  /** Moves the feed back to its first line; false if that is in use. */
  boolean useFirstLine() {
    return session.useFirst(nowMs());
  }

  /** The name of the line in use. */
  String activeLine() {
    return session.activeLine();
  }

  /** Adds how this period goes. */
  void describe(FeedStatus.Builder status) {
    var census = normaliser.census();
    session.lineStates().forEach(line -> status.addLines(message(line)));
    status
        .setOwner(true)
        .setActiveLine(activeLine())
        .setBreaker(
            session.isBreakerOpen()
                ? BreakerState.BREAKER_STATE_OPEN
                : BreakerState.BREAKER_STATE_CLOSED)
        .setStaleBps(session.meanStaleBps())
        .setSymbols(census.symbols())
        .setStaleSymbols(census.stale())
        .setVolumeIncomplete(census.volumeIncomplete())
        .setAccepted(tally.taken())
        .addAllRejections(tally.others())
        .setOutliers(normaliser.outliers())
        .setSince(since);
  }

  private static LineStatus message(FailoverSession.LineState line) {
    return LineStatus.newBuilder().setName(line.name()).setUp(line.up()).setWhy(line.why()).build();
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private void showHealth() {
    if (linesDown.isEmpty()) {
      health.up(name);
    } else {
      var lines =
          linesDown.entrySet().stream()
              .map(line -> "line " + line.getKey() + ": " + line.getValue())
              .toList();
      health.down(name, session.source() + ", " + String.join("; ", lines));
    }
  }

  /** Publishes early where much comes at once: what is read first does not wait for the last. */
  private void count(Verdict verdict) {
    tally.count(verdict);
    updates++;
    if (updates >= MAX_UPDATES || normaliser.changedCount() >= MAX_CHANGED) {
      publish();
    }
  }

  private void publish() {
    updates = 0;
    tally.tell(metrics);
    var changes = encoder.takeChanges(normaliser);
    sinks.forEach(sink -> sink.accept(changes));
  }

  private void heartbeat() {
    sinks.forEach(MarketDataSink::heartbeat);
    session.sample(normaliser.census(), nowMs());
  }
}
