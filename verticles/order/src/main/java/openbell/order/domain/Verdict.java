package openbell.order.domain;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/**
 * What risk said of an order: allowed if there are no refusals.
 *
 * @param worstPx the price it is sent to the venue with
 * @param tradeDate of the session under way, or of the one it is queued for
 * @param queue whether the market is closed and the order is held until its next session
 * @param limits what the account's guards compare with
 * @param inputs what the rules looked at, encoded: evidence for people
 */
public record Verdict(
    List<Refusal> refusals,
    long worstPx,
    int tradeDate,
    int venuePartition,
    String currency,
    boolean queue,
    AccountLimits limits,
    ByteBuffer inputs) {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  public Verdict {
    refusals = List.copyOf(refusals);
  }

  /** A verdict without limits and evidence. */
  public Verdict(
      List<Refusal> refusals,
      long worstPx,
      int tradeDate,
      int venuePartition,
      String currency,
      boolean queue) {
    this(
        refusals, worstPx, tradeDate, venuePartition, currency, queue, AccountLimits.NONE, NOTHING);
  }

  /** The same with more refusals behind its own. */
  Verdict refusedToo(List<Refusal> more) {
    return more.isEmpty()
        ? this
        : new Verdict(
            Stream.concat(refusals.stream(), more.stream()).toList(),
            worstPx,
            tradeDate,
            venuePartition,
            currency,
            queue,
            limits,
            inputs);
  }

  public boolean isAllowed() {
    return refusals.isEmpty();
  }
}
