package openbell.feedhandler;

import java.util.List;
import openbell.feedhandler.domain.FeedBreaker;
import openbell.feedhandler.session.FeedSession;

/** A feed whose only line is a given session. */
final class OneLine {
  private OneLine() {}

  static FailoverSession of(FeedSession session) {
    return new FailoverSession(
        session.name(),
        List.of(new FeedSessions.Line("only", () -> session)),
        new FeedBreaker.Limits(500, 60, 10_000),
        () -> 0);
  }
}
