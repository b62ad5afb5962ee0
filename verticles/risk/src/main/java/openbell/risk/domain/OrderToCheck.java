package openbell.risk.domain;

import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;

/** An order before its checks. Prices in 1/10,000, 0 where there is none; quantity whole. */
public record OrderToCheck(
    Side side, OrdType ordType, TimeInForce timeInForce, long orderQty, long price, long stopPx) {}
