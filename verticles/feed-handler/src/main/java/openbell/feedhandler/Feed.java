package openbell.feedhandler;

import java.util.List;
import openbell.feedhandler.session.FeedSession;
import openbell.wire.reference.Instrument;

/**
 * What one feed is made of.
 *
 * @param lines the ways to receive it, the preferred one first
 * @param before the sessions, never started, that come first in the configuration: what one of them
 *     carries is not this feed's
 */
record Feed(FeedName name, List<FeedSessions.Line> lines, List<FeedSession> before) {

  /** Whether the instrument may be this feed's; its session says whether it speaks of it. */
  boolean covers(Instrument instrument) {
    return name.covers(instrument)
        && before.stream().noneMatch(session -> session.lineOf(instrument).isPresent());
  }
}
