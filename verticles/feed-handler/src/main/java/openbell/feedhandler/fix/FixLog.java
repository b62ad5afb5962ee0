package openbell.feedhandler.fix;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.Log;

/** A session's events in the platform's log, never its messages: they are thousands a second. */
final class FixLog implements Log {
  private static final Logger LOG = LoggerFactory.getLogger(FixLog.class);

  private final String line;

  FixLog(String line) {
    this.line = line;
  }

  @Override
  public void clear() {}

  @Override
  public void onIncoming(String message) {}

  @Override
  public void onOutgoing(String message) {}

  @Override
  public void onEvent(String text) {
    LOG.debug("line {}: {}", line, text);
  }

  /** Also what a hostile counterparty provokes, so no warning each. */
  @Override
  public void onErrorEvent(String text) {
    LOG.debug("line {}: {}", line, text);
  }
}
