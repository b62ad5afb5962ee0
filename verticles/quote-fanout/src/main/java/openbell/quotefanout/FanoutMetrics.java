package openbell.quotefanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the node's fan-out says of itself; thread-safe, shared by its engines. */
final class FanoutMetrics {
  /** How a client is connected. */
  enum Transport {
    WEBSOCKET,
    SOCKJS_WEBSOCKET,
    SOCKJS_RAW,
    SOCKJS_FALLBACK,
    SSE,
    LONG_POLL;

    /** Whether a client of it says nothing after its request. */
    boolean isReadOnly() {
      return this == SSE || this == LONG_POLL;
    }
  }

  private final Map<Transport, AtomicInteger> open = new TreeMap<>();
  private final AtomicInteger all = new AtomicInteger();
  private final Counter frames;
  private final Counter updates;
  private final Counter slowCloses;
  private final Counter refused;
  private final Timer feedToSocket;

  FanoutMetrics(MeterRegistry registry) {
    for (var transport : Transport.values()) {
      var count = new AtomicInteger();
      open.put(transport, count);
      registry.gauge(
          "openbell_quote_fanout_connections",
          List.of(Tag.of("transport", transport.name().toLowerCase(Locale.ROOT))),
          count);
    }
    frames = registry.counter("openbell_quote_fanout_frames_total");
    updates = registry.counter("openbell_quote_fanout_updates_total");
    slowCloses = registry.counter("openbell_quote_fanout_slow_closes_total");
    refused = registry.counter("openbell_quote_fanout_refused_connections_total");
    feedToSocket =
        Timer.builder("openbell_quote_fanout_feed_to_socket_seconds")
            .description("From the feed's stamp to the socket, one frame in eight")
            .serviceLevelObjectives(
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(130),
                Duration.ofMillis(200),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5))
            .register(registry);
  }

  /** Counts a connection in, unless the node has as many as it may. */
  boolean admit(Transport transport, int most) {
    if (all.incrementAndGet() > most) {
      all.decrementAndGet();
      refused.increment();
      return false;
    }
    open.get(transport).incrementAndGet();
    return true;
  }

  void leave(Transport transport) {
    all.decrementAndGet();
    open.get(transport).decrementAndGet();
  }

  int connections(Transport transport) {
    return open.get(transport).get();
  }

  void delivered(int frameCount, int updateCount) {
    frames.increment(frameCount);
    updates.increment(updateCount);
  }

  double framesDelivered() {
    return frames.count();
  }

  double updatesDelivered() {
    return updates.count();
  }

  void age(long micros) {
    feedToSocket.record(Math.max(0, micros), TimeUnit.MICROSECONDS);
  }

  void slowClose() {
    slowCloses.increment();
  }

  double slowCloses() {
    return slowCloses.count();
  }
}
