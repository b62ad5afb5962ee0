package openbell.risk.domain;

import java.util.List;

/**
 * What the rules say of one order: allowed if there are no refusals.
 *
 * @param worstPx the price it is sent to the venue with, 1/10,000; 0 if it is refused
 * @param tradeDate YYYYMMDD in the market's zone; 0 if the instrument is unknown
 */
public record Verdict(
    List<Refusal> refusals, long worstPx, int tradeDate, int venuePartition, String currency) {

  /** Every rule's word on an order. */
  public static Verdict of(OrderToCheck order, Surroundings at) {
    var refusals =
        PreTradeRules.ALL.stream().flatMap(rule -> rule.check(order, at).stream()).toList();
    var worstPx = refusals.isEmpty() ? PreTradeRules.worstPx(order, at).orElse(0) : 0;
    return new Verdict(
        refusals,
        worstPx,
        at.market().tradeDate(at.now()),
        at.listing().venuePartition(),
        at.listing().currency());
  }

  /** Nobody lists the symbol. */
  public static Verdict unknownInstrument(String symbol) {
    var refusal =
        Refusal.of("instrument.unknown", "There is no instrument " + symbol + ".", "/symbol");
    return new Verdict(List.of(refusal), 0, 0, 0, "");
  }

  /** The request itself cannot be checked. */
  public static Verdict malformed(String detail) {
    return new Verdict(List.of(Refusal.of("request.invalid", detail, "")), 0, 0, 0, "");
  }
}
