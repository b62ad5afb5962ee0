package openbell.quotefanout;

/**
 * A connection that stays: what is new goes out once per window, in as many frames as it takes. On
 * one event loop.
 */
abstract sealed class StreamSession extends Connection permits SocketSession, SseSession {
  StreamSession(FanoutEngine engine, FanoutMetrics.Transport transport) {
    super(engine, transport);
  }

  /** Adds the sign of life that is due each second. */
  abstract void addHeartbeat();

  /**
   * Adds a frame of changed quotes.
   *
   * @param first the first that changed
   * @return the next one that changed, or -1 when none is left
   */
  abstract int addFrame(int first);

  /** Writes what was added. */
  abstract void flush();

  @Override
  final void writeNews(boolean heartbeatDue) {
    if (heartbeatDue) {
      addHeartbeat();
    }
    var first = watchlist().nextChanged(0);
    if (first >= 0) {
      addQuotes(first);
    }
    flush();
  }

  private void addQuotes(int first) {
    var before = watchlist().appended();
    var asOf = watchlist().asOf(first);
    var frames = 0;
    var next = first;
    while (next >= 0) {
      next = addFrame(next);
      frames++;
    }
    delivered(frames, watchlist().appended() - before, asOf);
  }
}
