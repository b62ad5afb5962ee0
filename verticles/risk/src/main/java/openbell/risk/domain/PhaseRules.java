package openbell.risk.domain;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import openbell.model.OrdType;
import openbell.model.TimeInForce;
import openbell.model.market.TradingPhase;

/** When an order is taken, and how long it may last. */
final class PhaseRules {
  static final Rule MARKET_OPEN = PhaseRules::marketOpen;
  static final Rule TYPE_IN_PHASE = PhaseRules::typeInPhase;
  static final Rule VALIDITY_FITS_TYPE = PhaseRules::validityFitsType;
  static final Rule VALIDITY_IN_PHASE = PhaseRules::validityInPhase;
  static final Rule EXPIRE_DATE = PhaseRules::expireDate;

  private static final long MAX_DAYS = 365;

  private PhaseRules() {}

  private static Optional<Refusal> marketOpen(OrderToCheck order, Surroundings at) {
    return Rule.refuseIf(
        at.isClosed() && !order.queueIfClosed(),
        Refusal.of("market.closed", at.market().mic() + " is not open now.", "", "queueIfClosed"));
  }

  private static Optional<Refusal> typeInPhase(OrderToCheck order, Surroundings at) {
    return Rule.refuseIf(
        at.phase() != TradingPhase.REGULAR && !Validities.isCollected(order.ordType()),
        Refusal.of(
            "order.type_not_in_phase",
            "This type is taken in the regular session only.",
            "/type",
            OrdType.MARKET + ", " + OrdType.LIMIT));
  }

  private static Optional<Refusal> validityFitsType(OrderToCheck order, Surroundings at) {
    var taken = Validities.of(order.ordType());
    return Rule.refuseIf(
        !taken.contains(order.timeInForce()),
        Refusal.of(
            "order.validity_not_supported",
            "A " + order.ordType() + " order does not take this validity.",
            "/validity",
            names(taken)));
  }

  private static Optional<Refusal> validityInPhase(OrderToCheck order, Surroundings at) {
    var taken = Validities.of(order.ordType(), at.phase());
    return Rule.refuseIf(
        Validities.of(order.ordType()).contains(order.timeInForce())
            && !taken.isEmpty()
            && !taken.contains(order.timeInForce()),
        Refusal.of(
            "order.validity_not_in_phase",
            "Before the regular session nothing is matched at once.",
            "/validity",
            names(taken)));
  }

  private static String names(Collection<TimeInForce> validities) {
    return new TreeSet<>(validities).stream().map(Enum::name).collect(Collectors.joining(", "));
  }

  private static Optional<Refusal> expireDate(OrderToCheck order, Surroundings at) {
    if (order.timeInForce() != TimeInForce.GTD) {
      return Rule.refuseIf(
          order.expireDate() != 0,
          expireDate("not_allowed", "Only a GTD order has an expireDate.", ""));
    }
    if (order.expireDate() == 0) {
      return Optional.of(expireDate("missing", "A GTD order needs an expireDate.", ""));
    }
    var date = date(order.expireDate());
    var first = date(at.tradeDate()).orElseThrow();
    var last = first.plusDays(MAX_DAYS);
    var range = first + " to " + last;
    if (date.isEmpty()) {
      return Optional.of(expireDate("invalid", "The calendar has no such day.", range));
    }
    if (date.get().isBefore(first)) {
      return Optional.of(expireDate("past", "The order would end before its trade date.", range));
    }
    return Rule.refuseIf(
        date.get().isAfter(last),
        expireDate("too_far", "An order lives at most " + MAX_DAYS + " days.", range));
  }

  private static Refusal expireDate(String what, String detail, String hint) {
    return Refusal.of("order.expire_date_" + what, detail, "/expireDate", hint);
  }

  private static Optional<LocalDate> date(int yyyymmdd) {
    try {
      return yyyymmdd < 0
          ? Optional.empty()
          : Optional.of(LocalDate.of(yyyymmdd / 10_000, yyyymmdd / 100 % 100, yyyymmdd % 100));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
