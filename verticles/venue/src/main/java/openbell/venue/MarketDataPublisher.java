package openbell.venue;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.venue.domain.MarketDataDelta;
import openbell.wire.venue.VenueMarketData;

/**
 * What a partition tells the public, on the bus: one epoch for each life of its books, numbered
 * without a gap within it. Used on the partition's thread.
 */
final class MarketDataPublisher {
  private final Bus bus;
  private final Clock clock;
  private final int partition;
  private long epoch;
  private long seq;

  MarketDataPublisher(Bus bus, Clock clock, int partition) {
    this.bus = bus;
    this.clock = clock;
    this.partition = partition;
  }

  /** Begins a new epoch: receivers take nothing for granted that came before. */
  void begin() {
    epoch = Math.max(epoch + 1, TimeUnit.MILLISECONDS.toMicros(clock.millis()));
    seq = 0;
  }

  /** Tells what changed; an empty change says that the partition lives. */
  void publish(MarketDataDelta delta) {
    seq++;
    bus.publish(Addresses.venueMarketData(partition), snapshot(delta));
  }

  /** The state as a message that stands where the last published one does. */
  VenueMarketData snapshot(MarketDataDelta whole) {
    return MarketDataEncoder.encode(partition, epoch, seq, whole);
  }
}
