package openbell.feedhandler.replay;

import java.time.LocalTime;
import java.util.EnumMap;
import java.util.Map;
import openbell.feedhandler.domain.LobsterBook;
import openbell.feedhandler.domain.LobsterMessage;
import openbell.model.Decimals;

/** What a recording held: counts, volumes and prices. For one thread. */
public final class ReplayStatistics {
  private static final long NANOS = 1_000_000_000;

  private final Map<LobsterMessage.Type, Long> byType = new EnumMap<>(LobsterMessage.Type.class);
  private final Map<LobsterBook.Effect, Long> byEffect = new EnumMap<>(LobsterBook.Effect.class);
  private long messages;
  private long visibleVolume;
  private long hiddenVolume;
  private long openPx;
  private long highPx;
  private long lowPx;
  private long closePx;
  private long second = -1;
  private long inSecond;
  private long maxInSecond;
  private long firstNanos;
  private long lastNanos;

  void count(LobsterMessage message, LobsterBook.Effect effect) {
    firstNanos = messages == 0 ? message.timeNanos() : firstNanos;
    lastNanos = message.timeNanos();
    messages++;
    byType.merge(message.type(), 1L, Long::sum);
    byEffect.merge(effect, 1L, Long::sum);
    inSecond = message.timeNanos() / NANOS == second ? inSecond + 1 : 1;
    second = message.timeNanos() / NANOS;
    maxInSecond = Math.max(maxInSecond, inSecond);
    if (message.isTrade()) {
      trade(message);
    }
  }

  private void trade(LobsterMessage message) {
    if (message.type() == LobsterMessage.Type.EXECUTION) {
      visibleVolume += message.qty();
    } else {
      hiddenVolume += message.qty();
    }
    closePx = message.px();
    openPx = openPx == 0 ? closePx : openPx;
    highPx = Math.max(highPx, closePx);
    lowPx = lowPx == 0 ? closePx : Math.min(lowPx, closePx);
  }

  public long messages() {
    return messages;
  }

  /** How many messages of a type. */
  public long of(LobsterMessage.Type type) {
    return byType.getOrDefault(type, 0L);
  }

  /** How many messages had an effect on the book. */
  public long of(LobsterBook.Effect effect) {
    return byEffect.getOrDefault(effect, 0L);
  }

  public long visibleVolume() {
    return visibleVolume;
  }

  /** Volume of hidden executions and auctions. */
  public long hiddenVolume() {
    return hiddenVolume;
  }

  /** Price of the first trade, 1/10,000; 0 without one, like the three after it. */
  public long openPx() {
    return openPx;
  }

  public long highPx() {
    return highPx;
  }

  public long lowPx() {
    return lowPx;
  }

  public long closePx() {
    return closePx;
  }

  /** The most messages of one second of the recording. */
  public long maxInSecond() {
    return maxInSecond;
  }

  /** A few lines for a person. */
  @Override
  public String toString() {
    return """
    %,d messages from %s to %s, at most %,d in a second
    by type: %s
    by effect on the book: %s
    volume: %,d visible, %,d hidden
    open %s, high %s, low %s, close %s
    """
        .formatted(
            messages,
            LocalTime.ofNanoOfDay(firstNanos),
            LocalTime.ofNanoOfDay(lastNanos),
            maxInSecond,
            byType,
            byEffect,
            visibleVolume,
            hiddenVolume,
            Decimals.formatMoney(openPx),
            Decimals.formatMoney(highPx),
            Decimals.formatMoney(lowPx),
            Decimals.formatMoney(closePx));
  }
}
