package openbell.exchangesimulator.fix;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.Log;

/** A session's events in the platform's log, never its messages: they are thousands a second. */
final class FixLog implements Log {
  private static final Logger LOG = LoggerFactory.getLogger(FixLog.class);

  private final String client;

  FixLog(String client) {
    this.client = client;
  }

  @Override
  public void clear() {}

  @Override
  public void onIncoming(String message) {}

  @Override
  public void onOutgoing(String message) {}

  @Override
  public void onEvent(String text) {
    LOG.debug("client {}: {}", client, text);
  }

  /** Also what a hostile client provokes, so no warning each. */
  @Override
  public void onErrorEvent(String text) {
    LOG.debug("client {}: {}", client, text);
  }
}
