package openbell.risk.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.model.TradingHalt;
import openbell.model.market.Market;
import openbell.model.market.Session;
import openbell.model.market.TradingPhase;

/** An instrument, its market and prices for the tests of this package. */
final class Checks {
  /** A Monday, 10:00 in Mumbai. */
  static final Instant OPEN = Instant.parse("2026-01-05T04:30:00Z");

  static final Market XNSE =
      new Market(
          "XNSE",
          ZoneId.of("Asia/Kolkata"),
          List.of(
              new Session(TradingPhase.PRE_OPEN, LocalTime.of(9, 0), LocalTime.of(9, 15)),
              new Session(TradingPhase.REGULAR, LocalTime.of(9, 15), LocalTime.of(15, 30)),
              new Session(TradingPhase.POST_CLOSE, LocalTime.of(15, 40), LocalTime.of(16, 0))),
          Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
          Set.of(LocalDate.of(2026, 1, 26)),
          Map.of(LocalDate.of(2026, 1, 6), LocalTime.of(13, 0)));

  /** Tick 0.05, lot 10, last close 100.00, band 20 %, at most 1,000. */
  static final Listing LISTING =
      new Listing("XNSE:TCS", "INR", 500, 10, 1_000_000, 2_000, 1_000, 3, true);

  private static final RiskLimits LIMITS = new RiskLimits(false, 10_000, 1_000_000_000L, 0);

  private Checks() {}

  static Surroundings at(Instant now, LastQuote quote) {
    return new Surroundings(LISTING, XNSE, quote, LIMITS, Standing.FREE, now);
  }

  static Surroundings listing(Listing listing) {
    return new Surroundings(listing, XNSE, quote(1_000_000, 0, 0, 0), LIMITS, Standing.FREE, OPEN);
  }

  static Surroundings alwaysOpen(Instant now) {
    return new Surroundings(
        LISTING,
        XNSE,
        LastQuote.NONE,
        new RiskLimits(true, 10_000, 1_000_000_000L, 0),
        Standing.FREE,
        now);
  }

  /** A quote of some age at {@link #OPEN}. */
  static LastQuote quote(long lastPx, long bidPx, long askPx, long ageMs) {
    return new LastQuote(lastPx, bidPx, askPx, (OPEN.toEpochMilli() - ageMs) * 1_000);
  }

  /** What staff have set, in the regular session. */
  static Surroundings standing(TradingHalt halt, boolean restricted) {
    return new Surroundings(
        LISTING, XNSE, quote(1_000_000, 0, 0, 0), LIMITS, new Standing(7, halt, restricted), OPEN);
  }

  /** At a last trade of 100.00, with this much beyond it for a limit. */
  static Surroundings fatFinger(long bps) {
    return new Surroundings(
        LISTING,
        XNSE,
        quote(1_000_000, 0, 0, 0),
        new RiskLimits(false, 10_000, 1_000_000_000L, bps),
        Standing.FREE,
        OPEN);
  }

  /** 10 shares. */
  static OrderToCheck order(Side side, OrdType type, TimeInForce validity, long price, long stop) {
    return new OrderToCheck(side, type, validity, 10, price, stop, false, 0);
  }

  /** A limit order of 10 at 100.00 that lasts until a date. */
  static OrderToCheck until(TimeInForce validity, int expireDate) {
    return new OrderToCheck(Side.BUY, OrdType.LIMIT, validity, 10, 1_000_000, 0, false, expireDate);
  }

  /** The same order, if need be for the next session. */
  static OrderToCheck queued(OrderToCheck order) {
    return new OrderToCheck(
        order.side(),
        order.ordType(),
        order.timeInForce(),
        order.orderQty(),
        order.price(),
        order.stopPx(),
        true,
        order.expireDate());
  }

  static OrderToCheck limit(long qty, long price) {
    return new OrderToCheck(Side.BUY, OrdType.LIMIT, TimeInForce.DAY, qty, price, 0, false, 0);
  }

  static OrderToCheck market(Side side, long qty) {
    return new OrderToCheck(side, OrdType.MARKET, TimeInForce.IOC, qty, 0, 0, false, 0);
  }

  static List<String> codes(OrderToCheck order, Surroundings at) {
    return Verdict.of(order, at).refusals().stream().map(Refusal::code).toList();
  }

  static Refusal only(OrderToCheck order, Surroundings at) {
    var refusals = Verdict.of(order, at).refusals();
    if (refusals.size() != 1) {
      throw new AssertionError("one refusal expected: " + refusals);
    }
    return refusals.getFirst();
  }
}
