package openbell.feedhandler.replay;

import java.time.LocalTime;
import java.util.EnumMap;
import java.util.Map;
import openbell.feedhandler.domain.ItchMarket;
import openbell.model.itch.ItchMessage;
import openbell.model.itch.ItchType;

/** What an ITCH recording held: counts by type and by effect, and the volume. For one thread. */
public final class ItchStatistics {
  private final Map<ItchType, Long> byType = new EnumMap<>(ItchType.class);
  private final Map<ItchMarket.Effect, Long> byEffect = new EnumMap<>(ItchMarket.Effect.class);
  private long messages;
  private long refused;
  private long volume;
  private long firstNanos;
  private long lastNanos;
  private int stocks;
  private int liveOrders;

  void count(ItchMessage message, ItchMarket.Effect effect, ItchMarket market) {
    firstNanos = messages == 0 ? message.timestampNanos() : firstNanos;
    lastNanos = message.timestampNanos();
    messages++;
    byType.merge(message.type(), 1L, Long::sum);
    byEffect.merge(effect, 1L, Long::sum);
    if (effect == ItchMarket.Effect.TRADE || effect == ItchMarket.Effect.BOOK_AND_TRADE) {
      volume += market.tradeQty();
    }
    stocks = market.stocks();
    liveOrders = market.orders();
  }

  void refused(long count) {
    refused = count;
  }

  /** How many messages were valid. */
  public long messages() {
    return messages;
  }

  /** How many messages of a type. */
  public long of(ItchType type) {
    return byType.getOrDefault(type, 0L);
  }

  /** How many messages had an effect on the market. */
  public long of(ItchMarket.Effect effect) {
    return byEffect.getOrDefault(effect, 0L);
  }

  /** Shares that were printed. */
  public long volume() {
    return volume;
  }

  /** A few lines for a person. */
  @Override
  public String toString() {
    return """
    %,d messages from %s to %s, %,d refused
    by type: %s
    by effect: %s
    %,d stocks, %,d orders live at the end, volume %,d
    """
        .formatted(
            messages,
            LocalTime.ofNanoOfDay(firstNanos),
            LocalTime.ofNanoOfDay(lastNanos),
            refused,
            byType,
            byEffect,
            stocks,
            liveOrders,
            volume);
  }
}
