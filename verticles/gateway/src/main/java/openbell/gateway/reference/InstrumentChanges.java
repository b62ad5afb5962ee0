package openbell.gateway.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import openbell.wire.reference.Instrument;

/** Decides what an import changes. Pure. */
final class InstrumentChanges {
  private InstrumentChanges() {}

  /**
   * The listings that are new or differ from what is known, as they shall be: a new one gets the
   * venue partition with least to do and version 1, a changed one keeps its partition (its book may
   * hold orders that outlive the session) and gets the next version. What is not in the file stays
   * as it is. A file that knows no price keeps ours.
   *
   * @param volumes of the session before, by symbol
   */
  static List<Instrument> of(
      Map<String, Instrument> known,
      Collection<Instrument> listings,
      Map<String, Long> volumes,
      int venuePartitions) {
    var changed = new ArrayList<Instrument>();
    var partitions = partitions(known, listings, volumes, venuePartitions);
    for (var listing : listings) {
      var before = known.get(listing.getSymbol());
      if (before == null) {
        changed.add(
            listing.toBuilder()
                .setVenuePartition(partitions.get(listing.getSymbol()))
                .setVersion(1)
                .build());
      } else {
        var after = after(before, listing);
        if (!after.equals(before)) {
          changed.add(after.toBuilder().setVersion(before.getVersion() + 1).build());
        }
      }
    }
    return changed;
  }

  private static Map<String, Integer> partitions(
      Map<String, Instrument> known,
      Collection<Instrument> listings,
      Map<String, Long> volumes,
      int venuePartitions) {
    var current = new HashMap<String, Integer>();
    known.forEach((symbol, instrument) -> current.put(symbol, instrument.getVenuePartition()));
    var coming =
        listings.stream()
            .map(Instrument::getSymbol)
            .filter(symbol -> !known.containsKey(symbol))
            .distinct()
            .toList();
    return PartitionMap.of(volumes, current, coming, venuePartitions, listed -> false);
  }

  private static Instrument after(Instrument before, Instrument listing) {
    var after =
        listing.toBuilder()
            .setVenuePartition(before.getVenuePartition())
            .setVersion(before.getVersion());
    if (listing.getPreviousClosePx() == 0) {
      after.setPreviousClosePx(before.getPreviousClosePx()).setTradable(before.getTradable());
    }
    return after.build();
  }
}
