package openbell.gateway.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import openbell.wire.reference.Instrument;

/** Decides what an import changes. Pure. */
final class InstrumentChanges {
  private InstrumentChanges() {}

  /**
   * The listings that are new or differ from what is known, as they shall be: a new one gets the
   * next venue partition in turn and version 1, a changed one keeps its partition and gets the next
   * version. What is not in the file stays as it is. A file that knows no price keeps ours.
   */
  static List<Instrument> of(
      Map<String, Instrument> known, Collection<Instrument> listings, int venuePartitions) {
    var changed = new ArrayList<Instrument>();
    var count = known.size();
    for (var listing : listings) {
      var before = known.get(listing.getSymbol());
      if (before == null) {
        changed.add(
            listing.toBuilder().setVenuePartition(count++ % venuePartitions).setVersion(1).build());
      } else {
        var after = after(before, listing);
        if (!after.equals(before)) {
          changed.add(after.toBuilder().setVersion(before.getVersion() + 1).build());
        }
      }
    }
    return changed;
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
