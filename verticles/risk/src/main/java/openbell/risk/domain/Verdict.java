package openbell.risk.domain;

import java.util.List;
import java.util.Optional;

/**
 * What the rules say of one order: allowed if there are no refusals.
 *
 * @param worstPx the price it is sent to the venue with, 1/10,000; 0 if it is refused
 * @param tradeDate YYYYMMDD in the market's zone; 0 if the instrument is unknown
 * @param queue whether it waits for the session of its trade date
 * @param inputs what was looked at; empty if the order could not be checked
 */
public record Verdict(
    List<Refusal> refusals,
    long worstPx,
    int tradeDate,
    int venuePartition,
    String currency,
    boolean queue,
    Optional<RuleInputs> inputs) {

  /** Every rule's word on an order. */
  public static Verdict of(OrderToCheck order, Surroundings at) {
    var refusals =
        PreTradeRules.ALL.stream().flatMap(rule -> rule.check(order, at).stream()).toList();
    var worstPx = refusals.isEmpty() ? PreTradeRules.worstPx(order, at).orElse(0) : 0;
    return new Verdict(
        refusals,
        worstPx,
        at.tradeDate(),
        at.listing().venuePartition(),
        at.listing().currency(),
        refusals.isEmpty() && at.isClosed(),
        Optional.of(RuleInputs.of(at)));
  }

  /** Nobody lists the symbol. */
  public static Verdict unknownInstrument(String symbol) {
    return unchecked(
        Refusal.of("instrument.unknown", "There is no instrument " + symbol + ".", "/symbol"));
  }

  /** The request itself cannot be checked. */
  public static Verdict malformed(String detail) {
    return unchecked(Refusal.of("request.invalid", detail, ""));
  }

  private static Verdict unchecked(Refusal refusal) {
    return new Verdict(List.of(refusal), 0, 0, 0, "", false, Optional.empty());
  }
}
