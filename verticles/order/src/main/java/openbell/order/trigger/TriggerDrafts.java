package openbell.order.trigger;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import openbell.model.OrderId;
import openbell.model.Symbol;
import openbell.model.market.Market;
import openbell.order.domain.Refusal;
import openbell.order.trigger.domain.Condition;
import openbell.order.trigger.domain.Leg;
import openbell.order.trigger.domain.Trigger;
import openbell.order.trigger.domain.TriggerStatus;
import openbell.wire.order.NewTriggerRequest;
import openbell.wire.order.TriggerCondition;
import openbell.wire.order.TriggerLeg;

/**
 * Makes triggers of requests: chooses conditions and the expiry where the client names none. A last
 * price is asked for that alone; what fires a trigger are trades of Kafka. Used on one event loop.
 */
final class TriggerDrafts {
  private static final int MAX_DAYS = 366;

  private final Function<String, OptionalLong> lastPx;
  private final Map<String, Market> markets;
  private final SecureRandom random = new SecureRandom();

  /** A trigger to be checked and kept, or why there is none. */
  sealed interface Draft {
    record Of(Trigger trigger) implements Draft {}

    record No(List<Refusal> refusals) implements Draft {}
  }

  TriggerDrafts(Function<String, OptionalLong> lastPx, Map<String, Market> markets) {
    this.lastPx = lastPx;
    this.markets = Map.copyOf(markets);
  }

  /** The trigger that a well-formed request means. */
  Draft draft(NewTriggerRequest request, Instant instant) {
    return Symbol.parse(request.getSymbol())
        .map(symbol -> markets.get(symbol.mic()))
        .map(market -> draft(request, market.zone(), instant))
        .orElseGet(
            () ->
                new Draft.No(
                    List.of(
                        new Refusal(
                            "instrument.unknown", "There is no such listing.", "/symbol", ""))));
  }

  private Draft draft(NewTriggerRequest request, ZoneId zone, Instant instant) {
    var refusals = new ArrayList<Refusal>();
    var today = instant.atZone(zone).toLocalDate();
    var expireDate = expireDate(request.getExpireDate(), today, refusals);
    var legs = legs(request, refusals);
    if (!refusals.isEmpty()) {
      return new Draft.No(refusals);
    }
    var now = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    return new Draft.Of(
        new Trigger(
            OrderId.uuidV7(now / 1_000, random.nextLong(), random.nextLong()),
            request.getAccountId(),
            request.getUserId(),
            request.getSymbol(),
            legs,
            yyyymmdd(expireDate),
            endOf(expireDate, zone),
            now,
            now,
            TriggerStatus.ACTIVE,
            1,
            Optional.empty(),
            Optional.empty(),
            "",
            now));
  }

  private List<Leg> legs(NewTriggerRequest request, List<Refusal> refusals) {
    var legs = new ArrayList<Leg>();
    for (var i = 0; i < request.getLegsCount(); i++) {
      var leg = request.getLegs(i);
      var at = request.getLegsCount() == 1 ? "" : "/legs/" + i;
      condition(leg, request.getSymbol(), at, refusals)
          .ifPresent(condition -> legs.add(TriggerMessages.leg(leg, condition)));
    }
    if (refusals.isEmpty() && new HashSet<>(legs).size() < legs.size()) {
      refusals.add(
          new Refusal("trigger.legs_equal", "The two legs are one and the same.", "/legs/1", ""));
    }
    return legs;
  }

  private Optional<Condition> condition(
      TriggerLeg leg, String symbol, String at, List<Refusal> refusals) {
    if (leg.getCondition() != TriggerCondition.TRIGGER_CONDITION_UNSPECIFIED) {
      return Optional.of(Condition.of(leg.getCondition()));
    }
    var last = lastPx.apply(symbol);
    if (last.isEmpty()) {
      refusals.add(
          new Refusal(
              "market.no_reference_price",
              "There is no last price; say the condition.",
              at + "/condition",
              "AT_OR_ABOVE, AT_OR_BELOW"));
      return Optional.empty();
    }
    var towards = Condition.towards(leg.getTriggerPx(), last.getAsLong());
    if (towards.isEmpty()) {
      refusals.add(
          new Refusal(
              "trigger.price_at_market",
              "The last price is there; say the condition.",
              at + "/triggerPrice",
              "AT_OR_ABOVE, AT_OR_BELOW"));
    }
    return towards;
  }

  private static LocalDate expireDate(int requested, LocalDate today, List<Refusal> refusals) {
    if (requested == 0) {
      return today.plusYears(1);
    }
    var date = LocalDate.of(requested / 10_000, requested / 100 % 100, requested % 100);
    if (date.isBefore(today) || date.isAfter(today.plusDays(MAX_DAYS))) {
      refusals.add(
          new Refusal(
              "trigger.expire_date_out_of_range",
              "It expires today at the earliest and within a year.",
              "/expireDate",
              today + " to " + today.plusYears(1)));
    }
    return date;
  }

  private static long endOf(LocalDate date, ZoneId zone) {
    return ChronoUnit.MICROS.between(
        Instant.EPOCH, date.plusDays(1).atStartOfDay(zone).toInstant());
  }

  private static int yyyymmdd(LocalDate date) {
    return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
  }
}
