package openbell.quotefanout.domain;

/**
 * How far a client that holds no socket has seen a cell.
 *
 * @param depthSeq of the depth, 0 where the cell has none
 */
record Mark(long epoch, long seq, long depthSeq, boolean stale) {
  /** Whether a client that has seen this much has something to learn from a state. */
  boolean isBehind(Mark state) {
    if (state.epoch != epoch) {
      return state.epoch > epoch;
    }
    return state.seq > seq
        || state.depthSeq > depthSeq
        || (state.seq == seq && state.stale != stale);
  }
}
