package openbell.quotefanout;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.gateway.EndedSessionsReply;
import openbell.wire.gateway.EndedSessionsRequest;
import openbell.wire.gateway.Session;

/**
 * Closes what is connected with a session that has ended: within a second of the gateway's hint,
 * and, since a hint may be lost, when the gateway is asked for the session again, which happens
 * once a round of {@code fanout.sessionCheckMs} while it answers. Owned by one loop.
 */
final class Revocations {
  private static final int MAX_ASKED = 1_000;
  private static final int MAX_HINTS = 10_000;
  private static final long SECOND_MS = TimeUnit.SECONDS.toMillis(1);

  private final Bus bus;
  private final TokenCheck tokens;
  private final Collection<Connection> connections;
  private final long roundMs;
  private final Set<String> ended = new HashSet<>();
  private final Deque<String> toAsk = new ArrayDeque<>();
  private long askEachSecond;
  private int asking;

  /**
   * Revocations among the connections of a loop.
   *
   * @param connections those of the moment, whenever it is looked at
   * @param roundMs in which each session is asked for once
   */
  Revocations(Bus bus, TokenCheck tokens, Collection<Connection> connections, long roundMs) {
    this.bus = bus;
    this.tokens = tokens;
    this.connections = connections;
    this.roundMs = Math.max(SECOND_MS, roundMs);
  }

  /** A session has ended; of more than are kept in a second the next round tells. */
  void ended(String sessionId) {
    if (ended.size() < MAX_HINTS) {
      ended.add(sessionId);
    }
  }

  /** Closes whose sessions have ended, and asks for the next part of the others; once a second. */
  void second() {
    if (!ended.isEmpty()) {
      tokens.forget(ended);
      List.copyOf(connections).stream()
          .filter(connection -> connection.session().filter(this::hasEnded).isPresent())
          .forEach(connection -> connection.close(CloseCode.AUTH));
      ended.clear();
    }
    if (asking == 0) {
      askSome();
    }
  }

  private boolean hasEnded(Session session) {
    return ended.contains(session.getSessionId());
  }

  private void askSome() {
    if (toAsk.isEmpty()) {
      startRound();
    }
    for (var left = Math.min(askEachSecond, toAsk.size()); left > 0; left -= MAX_ASKED) {
      ask((int) Math.min(left, MAX_ASKED));
    }
  }

  private void startRound() {
    var all = new HashSet<String>();
    for (var connection : connections) {
      connection.session().map(Session::getSessionId).ifPresent(all::add);
    }
    toAsk.addAll(all);
    askEachSecond = Math.ceilDiv(all.size() * SECOND_MS, roundMs);
  }

  /** The answer is not awaited for long: what fails is asked again in the next round. */
  private void ask(int count) {
    var request = EndedSessionsRequest.newBuilder();
    for (var i = 0; i < count; i++) {
      request.addSessionIds(toAsk.remove());
    }
    asking++;
    bus.<EndedSessionsReply>request(Addresses.GATEWAY_ENDED_SESSIONS, request.build())
        .onComplete(answered -> asking--)
        .onSuccess(reply -> reply.getSessionIdsList().forEach(this::ended));
  }
}
