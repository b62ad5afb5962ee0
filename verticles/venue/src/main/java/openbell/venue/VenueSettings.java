package openbell.venue;

import java.time.Duration;
import openbell.runtime.Config;

/**
 * @param partitions how many partitions the venue's topics have
 * @param streetLinger how long what concerns no customer waits until the public is told
 * @param snapshotEvery how often a partition's books are kept
 */
record VenueSettings(int partitions, Duration streetLinger, Duration snapshotEvery) {

  static VenueSettings of(Config config) {
    return new VenueSettings(
        config.integer("venue.partitions"),
        Duration.ofMillis(config.number("venue.streetLingerMs")),
        Duration.ofMillis(config.number("venue.snapshotMs")));
  }
}
