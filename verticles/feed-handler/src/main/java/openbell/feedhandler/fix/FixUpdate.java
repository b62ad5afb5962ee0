package openbell.feedhandler.fix;

import java.util.List;

/** What the FIX connection tells the event loop; immutable. */
sealed interface FixUpdate {
  /** How much of the hand-over's room it takes; 0 is never dropped. */
  default int weight() {
    return 1;
  }

  /** The session is established; sequence numbers begin anew. */
  record LoggedOn() implements FixUpdate {
    @Override
    public int weight() {
      return 0;
    }
  }

  /** The session ended. */
  record LoggedOut() implements FixUpdate {
    @Override
    public int weight() {
      return 0;
    }
  }

  /** A sign of life without news: a heartbeat, say. */
  record Alive() implements FixUpdate {}

  /** Messages will never come: SequenceReset (4), as reset or as gap fill. */
  record Skipped() implements FixUpdate {}

  /** The hand-over was full: what it held is gone. */
  record Overflowed() implements FixUpdate {}

  /**
   * A fragment of the SecurityList (y).
   *
   * @param securityReqId the request that it answers
   * @param symbols canonical
   */
  record Listed(String securityReqId, List<String> symbols, boolean last) implements FixUpdate {
    @Override
    public int weight() {
      return 1 + symbols.size();
    }
  }

  /** The whole book of a symbol (W) as of RptSeq. */
  record Snapshot(String symbol, long rptSeq, List<FixEntry> entries) implements FixUpdate {
    @Override
    public int weight() {
      return 1 + entries.size();
    }
  }

  /** Changes (X), in the order of the message. */
  record Incremental(List<FixEntry> entries) implements FixUpdate {
    @Override
    public int weight() {
      return 1 + entries.size();
    }
  }

  /** MarketDataRequestReject (Y) or a reject (3, j) of what we asked. */
  record Refused(String request, String why) implements FixUpdate {}

  /**
   * A message or an entry that is not what FIX allows.
   *
   * @param symbol whose book is no longer sure; empty text if that cannot be told
   */
  record Malformed(String symbol) implements FixUpdate {}
}
