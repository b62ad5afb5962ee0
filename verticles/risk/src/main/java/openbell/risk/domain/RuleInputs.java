package openbell.risk.domain;

import openbell.model.TradingHalt;
import openbell.model.market.TradingPhase;

/**
 * What one check was made with: evidence for people. Prices in 1/10,000, 0 where there is none.
 *
 * @param referencePx the last trade, else the last close
 * @param referenceAgeMs age of the quote that said it; -1 if nobody did
 */
public record RuleInputs(
    long referencePx,
    long referenceAgeMs,
    PriceBand band,
    long tickSize,
    long roundLot,
    TradingPhase phase,
    TradingHalt halt,
    long limitsVersion,
    long checkedAtMicros) {

  /** What the rules look at now. */
  public static RuleInputs of(Surroundings at) {
    var reference = at.bandReference();
    return new RuleInputs(
        reference.orElse(0),
        at.quoteAgeMs(),
        reference.isEmpty() ? PriceBand.NONE : at.bandAround(reference.getAsLong()),
        at.listing().tickSize(),
        at.listing().roundLot(),
        at.phase(),
        at.standing().halt(),
        at.standing().version(),
        at.nowMicros());
  }
}
