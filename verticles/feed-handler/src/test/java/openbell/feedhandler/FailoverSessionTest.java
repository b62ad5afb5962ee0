package openbell.feedhandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import openbell.feedhandler.domain.FeedBreaker;
import openbell.feedhandler.domain.FeedCensus;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Verdict;
import openbell.wire.reference.Instrument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines a, b and a fallback; what is done to them and what the feed is told, in order. */
class FailoverSessionTest {
  private static final String SYMBOL = "XNAS:AMZN";
  private static final long NOW = 1_000_000_000;
  private static final FeedCensus FRESH = new FeedCensus(10, 0, 10, 0, 0);
  private static final FeedCensus STALE = new FeedCensus(10, 10, 10, 10, 0);
  private static final FeedCensus UNHEARD = new FeedCensus(10, 10, 0, 0, 0);

  private final List<String> transcript = new ArrayList<>();
  private final List<ScriptedSession> opened = new ArrayList<>();
  private final FailoverSession feed =
      new FailoverSession(
          "scripted",
          List.of(line("a"), line("b"), line("fallback")),
          new FeedBreaker.Limits(500, 60, 5_000),
          () -> NOW);
  private long second;

  @BeforeEach
  void start() {
    feed.lineOf(Instrument.newBuilder().setSymbol(SYMBOL).build());
    feed.start(new Told());
  }

  @Test
  void aLineThatNeverConnectsIsLeftInSeconds() {
    sample(3, UNHEARD);
    assertThat(feed.activeLine()).isEqualTo("a");

    sample(1, UNHEARD);

    assertThat(transcript)
        .containsExactly(
            "a starts", "down connects", "a stops", "changed", "b starts", "down connects");
    assertThat(feed.source()).isEqualTo("b");
    assertThat(feed.isBreakerOpen()).isTrue();
  }

  @Test
  void goesDownTheChainAndBackByItself() {
    newest().up();
    sample(4, STALE);
    newest().up();
    sample(4, STALE);
    newest().up();
    assertThat(feed.activeLine()).isEqualTo("fallback");

    sample(5, FRESH);
    var tried = newest();
    tried.up();
    sample(6, FRESH);

    assertThat(feed.activeLine()).isEqualTo("a");
    assertThat(feed.isBreakerOpen()).isFalse();
    assertThat(tried.asked()).containsExactly(SYMBOL);
    assertThat(transcript)
        .containsSubsequence(
            "b stops",
            "changed",
            "fallback starts",
            "a starts",
            "fallback stops",
            "changed",
            "up 0");
  }

  @Test
  void whatTheTriedLineSaidIsToldWhenItIsTaken() {
    feed.useNext(0);
    newest().up();
    feed.useFirst(0);
    newest().up();
    sample(4, STALE);
    newest().up();
    sample(5, FRESH);
    var tried = newest();
    tried.up();
    tried.snapshot(SYMBOL, 100, NOW);
    tried.depth(SYMBOL, 200, NOW + 1);
    tried.trade(SYMBOL, 300, NOW + 2);
    assertThat(transcript).doesNotContain("snapshot 100", "depth 200", "trade 300");
    transcript.clear();

    sample(6, FRESH);
    tried.depth(SYMBOL, 400, NOW + 3);

    assertThat(transcript)
        .containsExactly("b stops", "changed", "up 0", "snapshot 200", "depth 400");
  }

  @Test
  void aTriedLineThatLagsIsNotReturnedTo() {
    sample(4, STALE);
    newest().up();
    sample(5, FRESH);
    newest().up();
    newest().depth(SYMBOL, 100, NOW - 1);

    sample(30, FRESH);

    assertThat(feed.activeLine()).isEqualTo("b");
    assertThat(transcript).containsSubsequence("a starts", "a stops");
  }

  @Test
  void allLinesGoneStaysOnTheLastAndSaysWhy() {
    sample(60, STALE);

    assertThat(feed.activeLine()).isEqualTo("fallback");
    assertThat(feed.lineStates())
        .extracting(FailoverSession.LineState::name, FailoverSession.LineState::up)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("a", false),
            org.assertj.core.api.Assertions.tuple("b", false),
            org.assertj.core.api.Assertions.tuple("fallback", false));
    assertThat(feed.lineStates().getLast().why()).isEqualTo("connects");
  }

  @Test
  void aLineWhoseStartFailsIsDownWithItsReason() {
    var refusing =
        new FailoverSession(
            "scripted",
            List.of(
                new FeedSessions.Line("a", () -> new ScriptedSession("a", transcript).refusing())),
            new FeedBreaker.Limits(500, 60, 5_000),
            () -> NOW);

    refusing.start(new Told());

    assertThat(refusing.lineStates())
        .containsExactly(new FailoverSession.LineState("a", false, "no route"));
  }

  @Test
  void aFeedThatEndedAsItShouldIsNotLeft() {
    newest().up();
    newest().end();

    sample(100, STALE);

    assertThat(feed.activeLine()).isEqualTo("a");
    assertThat(feed.lineStates().getFirst().why()).isEqualTo("ended");
  }

  @Test
  void staffMoveItAndNothingMovesItBack() {
    assertThat(feed.useFirst(0)).isFalse();
    assertThat(feed.useNext(0)).isTrue();
    newest().up();
    sample(100, FRESH);
    assertThat(feed.activeLine()).isEqualTo("b");

    assertThat(feed.useFirst(0)).isTrue();
    assertThat(feed.activeLine()).isEqualTo("a");
  }

  @Test
  void stopEndsTheLineInUseAndTheOneThatIsTried() {
    sample(4, STALE);
    newest().up();
    sample(5, FRESH);
    transcript.clear();

    feed.stop();

    assertThat(transcript).containsExactlyInAnyOrder("a stops", "b stops");
  }

  private void sample(int seconds, FeedCensus census) {
    for (var i = 0; i < seconds; i++) {
      second++;
      feed.sample(census, second * 1_000);
    }
  }

  private ScriptedSession newest() {
    return opened.getLast();
  }

  private FeedSessions.Line line(String name) {
    return new FeedSessions.Line(
        name,
        () -> {
          var session = new ScriptedSession(name, transcript);
          opened.add(session);
          return session;
        });
  }

  private final class Told implements FailoverSession.Listener {
    @Override
    public void lineChanged() {
      transcript.add("changed");
    }

    @Override
    public void depth(FeedDepth depth) {
      transcript.add("depth " + depth.bids().bestPx());
    }

    @Override
    public void trade(FeedTrade trade) {
      transcript.add("trade " + trade.px());
    }

    @Override
    public void snapshot(FeedDepth depth) {
      transcript.add("snapshot " + depth.bids().bestPx());
    }

    @Override
    public void snapshotEnd(int line, Set<String> symbols) {
      transcript.add("snapshot end " + symbols);
    }

    @Override
    public void symbolStale(String symbol) {
      transcript.add("stale " + symbol);
    }

    @Override
    public void rejected(Verdict verdict) {
      transcript.add("rejected " + verdict);
    }

    @Override
    public void lineUp(int line) {
      transcript.add("up " + line);
    }

    @Override
    public void lineDown(int line, String why) {
      transcript.add("down " + why);
    }

    @Override
    public void lineEnded(int line) {
      transcript.add("ended " + line);
    }
  }
}
