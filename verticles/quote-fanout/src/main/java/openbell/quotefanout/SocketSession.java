package openbell.quotefanout;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A client that speaks too: it may follow its account's events and give commands. On one event
 * loop.
 */
abstract sealed class SocketSession extends StreamSession permits RawSession, BridgeSession {
  private final ApiCalls api;
  private Optional<AccountStream> events = Optional.empty();

  SocketSession(FanoutEngine engine, FanoutMetrics.Transport transport) {
    super(engine, transport);
    this.api = new ApiCalls(engine.node().bus());
  }

  final ApiCalls api() {
    return api;
  }

  /** Follows an account's events, and no longer those followed before. */
  final void follow(AccountStream stream) {
    unfollow();
    events = Optional.of(stream);
  }

  final void unfollow() {
    events.ifPresent(AccountStream::close);
    events = Optional.empty();
  }

  /** The newest event of the account that is followed. */
  final OptionalLong accountSeq() {
    return events.isPresent() ? OptionalLong.of(events.get().lastSeq()) : OptionalLong.empty();
  }

  @Override
  void release() {
    unfollow();
  }
}
