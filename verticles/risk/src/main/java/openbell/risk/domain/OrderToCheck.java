package openbell.risk.domain;

import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;

/**
 * An order before its checks. Prices in 1/10,000, 0 where there is none; quantity whole.
 *
 * @param queueIfClosed whether it would rather wait for the next session than be refused
 * @param expireDate the last trade date of a GTD order, YYYYMMDD; else 0
 */
public record OrderToCheck(
    Side side,
    OrdType ordType,
    TimeInForce timeInForce,
    long orderQty,
    long price,
    long stopPx,
    boolean queueIfClosed,
    int expireDate) {

  /** Whether it has a limit of its own. */
  boolean isLimited() {
    return ordType == OrdType.LIMIT || ordType == OrdType.STOP_LIMIT;
  }

  /** Whether it waits in the engine for a trade at its trigger price. */
  boolean isTriggered() {
    return ordType == OrdType.STOP || ordType == OrdType.STOP_LIMIT;
  }
}
