package openbell.feedhandler;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import openbell.feedhandler.domain.FeedBreaker;
import openbell.feedhandler.domain.FeedBreaker.Decision;
import openbell.feedhandler.domain.FeedCensus;
import openbell.feedhandler.session.FeedListener;
import openbell.feedhandler.session.FeedSession;
import openbell.wire.reference.Instrument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All lines of one feed as one session: one line is in use, and at most one that comes before it is
 * tried beside it. The {@link FeedBreaker} decides; its samples are the caller's, once a second.
 * Runs on the feed's event loop.
 */
final class FailoverSession implements FeedSession {
  private static final Logger LOG = LoggerFactory.getLogger(FailoverSession.class);
  private static final int ALL_BPS = 10_000;

  /** Told what the line in use says, and when it is another. */
  interface Listener extends FeedListener {
    /** What follows comes from another line; nothing more comes from the one before. */
    void lineChanged();
  }

  /** How a line does. */
  record LineState(String name, boolean up, String why) {}

  private final String name;
  private final List<FeedSessions.Line> lines;
  private final FeedBreaker breaker;
  private final LongSupplier freshSinceMicros;
  // A session knows the instruments that it was asked about: each new one is asked again.
  private final Map<String, Instrument> asked = new LinkedHashMap<>();
  private Optional<FailoverLine> trial = Optional.empty();
  private FailoverLine active;
  private Optional<Listener> listener = Optional.empty();

  /**
   * Nothing is started.
   *
   * @param name the feed's session
   * @param lines in the order of fail-over, at least one
   * @param freshSinceMicros stamps before this are late
   */
  FailoverSession(
      String name,
      List<FeedSessions.Line> lines,
      FeedBreaker.Limits limits,
      LongSupplier freshSinceMicros) {
    this.name = name;
    this.lines = lines;
    this.breaker = new FeedBreaker(limits, lines.size());
    this.freshSinceMicros = freshSinceMicros;
    this.active = open(0);
  }

  @Override
  public String name() {
    return name;
  }

  /** The session of the line in use: the quotes' source. */
  String source() {
    return active.source();
  }

  /** The name of the line in use. */
  String activeLine() {
    return lines.get(active.index()).name();
  }

  @Override
  public OptionalInt lineOf(Instrument instrument) {
    asked.put(instrument.getSymbol(), instrument);
    trial.ifPresent(tried -> tried.lineOf(instrument));
    return active.lineOf(instrument);
  }

  @Override
  public void start(FeedListener feedListener) {
    throw new UnsupportedOperationException("start(Listener) starts it");
  }

  /** Starts the first line. */
  void start(Listener told) {
    listener = Optional.of(told);
    active.use(told);
  }

  @Override
  public Future<Void> stop() {
    listener = Optional.empty();
    return Future.join(active.stop(), endTrial()).mapEmpty();
  }

  /** Takes the sample of a second; does what the breaker says. Milliseconds that only rise. */
  void sample(FeedCensus census, long nowMs) {
    var trialIsFit = trial.map(FailoverLine::isFit).orElse(false);
    apply(breaker.sample(staleBps(census), trialIsFit, nowMs));
  }

  /** Staff move it to the next line; false if there is none. */
  boolean useNext(long nowMs) {
    return apply(breaker.next(nowMs));
  }

  /** Staff move it back to the first line; false if that is in use. */
  boolean useFirst(long nowMs) {
    return apply(breaker.returnToFirst(nowMs));
  }

  boolean isBreakerOpen() {
    return breaker.isOpen();
  }

  /** The mean stale share of the breaker's window, 1/100 of a percent. */
  int meanStaleBps() {
    return breaker.meanStaleBps();
  }

  /** Each line; one that is neither in use nor tried is not open. */
  List<LineState> lineStates() {
    var states = new ArrayList<LineState>(lines.size());
    for (var index = 0; index < lines.size(); index++) {
      var line = lines.get(index).name();
      states.add(
          opened(index)
              .map(open -> new LineState(line, open.isUp(), open.why()))
              .orElseGet(() -> new LineState(line, false, "not in use")));
    }
    return states;
  }

  private Optional<FailoverLine> opened(int index) {
    return active.index() == index
        ? Optional.of(active)
        : trial.filter(tried -> tried.index() == index);
  }

  private int staleBps(FeedCensus census) {
    if (active.hasEnded()) {
      return 0;
    }
    return census.heard() == 0 && !active.isUp() ? ALL_BPS : census.staleBps();
  }

  /** Whether another line is in use now. */
  private boolean apply(Decision decision) {
    return switch (decision) {
      case Decision.Stay() -> false;
      case Decision.Use(var line) -> {
        use(line);
        yield true;
      }
      case Decision.Try(var line) -> {
        var tried = open(line);
        trial = Optional.of(tried);
        tried.tryOut();
        yield false;
      }
      case Decision.EndTrial() -> {
        endTrial();
        yield false;
      }
    };
  }

  private void use(int line) {
    var told = listener.orElseThrow();
    LOG.warn("feed {}: line {} after {}", name, lines.get(line).name(), activeLine());
    stopped(active);
    var tried = trial.filter(open -> open.index() == line && open.isFit());
    if (tried.isEmpty()) {
      endTrial();
    }
    trial = Optional.empty();
    active = tried.orElseGet(() -> open(line));
    told.lineChanged();
    if (tried.isPresent()) {
      active.takeOver(told);
    } else {
      active.use(told);
    }
  }

  private FailoverLine open(int index) {
    var line = new FailoverLine(index, lines.get(index).open().get(), freshSinceMicros);
    asked.values().forEach(line::lineOf);
    return line;
  }

  private Future<Void> endTrial() {
    var ending = trial.map(this::stopped).orElseGet(Future::succeededFuture);
    trial = Optional.empty();
    return ending;
  }

  private Future<Void> stopped(FailoverLine line) {
    return line.stop()
        .onFailure(failure -> LOG.warn("feed {}: a line was not closed: {}", name, failure + ""));
  }
}
