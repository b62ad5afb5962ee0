package openbell.risk.domain;

import openbell.model.TradingHalt;

/**
 * What staff have set of an instrument.
 *
 * @param version of limits, halts and restrictions
 * @param halt the stricter one of the symbol's and its market's
 * @param restricted whether nobody may trade it here
 */
public record Standing(long version, TradingHalt halt, boolean restricted) {
  /** Staff have set nothing. */
  public static final Standing FREE = new Standing(0, TradingHalt.NONE, false);
}
