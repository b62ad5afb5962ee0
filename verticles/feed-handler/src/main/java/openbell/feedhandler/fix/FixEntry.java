package openbell.feedhandler.fix;

import openbell.model.Side;

/**
 * One entry of an incremental refresh (X) or a snapshot (W), checked for form alone.
 *
 * @param rptSeq RptSeq (83) of the symbol; of a snapshot's entries that of the snapshot
 * @param px MDEntryPx (270), 1/10,000
 * @param qty MDEntrySize (271), 0 where it is deleted
 * @param stamp MDEntryDate and MDEntryTime (272, 273), else SendingTime (52), microseconds
 */
record FixEntry(String symbol, long rptSeq, long px, long qty, long stamp, Kind kind) {

  /** MDEntryType (269) with what belongs to it. */
  sealed interface Kind {}

  /** A price level of the buyers or the sellers. */
  record Level(Side side, Action action) implements Kind {}

  /**
   * A trade.
   *
   * @param aggressor AggressorSide (2446); UNSAID where the venue leaves it out
   * @param id MDEntryID (278)
   */
  record Print(Aggressor aggressor, String id) implements Kind {}

  /** MDUpdateAction (279). */
  enum Action {
    NEW,
    CHANGE,
    DELETE
  }

  /** AggressorSide (2446). */
  enum Aggressor {
    BUYER,
    SELLER,
    UNSAID
  }
}
