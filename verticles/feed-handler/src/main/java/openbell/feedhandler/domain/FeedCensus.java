package openbell.feedhandler.domain;

/**
 * A feed's symbols at one moment.
 *
 * @param stale those that are published as stale
 * @param heard those of which the line in use has spoken
 * @param staleOfHeard those of them that are stale
 * @param volumeIncomplete those whose day may miss trades
 */
public record FeedCensus(
    int symbols, int stale, int heard, int staleOfHeard, int volumeIncomplete) {
  private static final long ALL_BPS = 10_000;

  /** The share of what was heard that is stale, in 1/100 of a percent. */
  public int staleBps() {
    return heard == 0 ? 0 : (int) (staleOfHeard * ALL_BPS / heard);
  }
}
