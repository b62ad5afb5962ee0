package openbell.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Answer.Refused;
import openbell.gateway.web.Call;
import openbell.gateway.web.Fields;
import openbell.model.market.Market;
import openbell.model.market.SpecialDay;
import openbell.model.market.TradingDay;
import openbell.model.market.TradingPhase;

/** {@code GET /clock} and {@code /calendar}. Thread-safe; keeps nothing. */
public final class CalendarApi {
  private static final Pattern DATE = Pattern.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}");
  private static final int MAX_DAYS = 366;
  private static final int DEFAULT_DAYS = 31;

  private final Map<String, Market> markets;
  private final boolean alwaysOpen;
  private final InstantSource clock;

  /**
   * Over some calendars.
   *
   * @param alwaysOpen whether the platform trades at any hour, whatever the calendars say
   */
  public CalendarApi(Map<String, Market> markets, boolean alwaysOpen, InstantSource clock) {
    this.markets = Map.copyOf(markets);
    this.alwaysOpen = alwaysOpen;
    this.clock = clock;
  }

  /** The platform's time, and what each market does at it. */
  public Future<Answer> clock(Call call) {
    var now = clock.instant();
    var each = new JsonArray();
    new TreeMap<>(markets).values().forEach(market -> each.add(clock(market, now)));
    return Future.succeededFuture(
        Answer.ok(
            new JsonObject()
                .put("now", time(now))
                .put("ts", ChronoUnit.MICROS.between(Instant.EPOCH, now))
                .put("alwaysOpen", alwaysOpen)
                .put("markets", each)));
  }

  /** {@code ?market=&from=&to=}: the trade dates of a market, both ends included. */
  public Future<Answer> list(Call call) {
    var query = call.query();
    var market = Optional.ofNullable(markets.get(query.requiredText("market", 8)));
    var today =
        clock.instant().atZone(market.map(Market::zone).orElse(ZoneOffset.UTC));
    var from = date(query, "from").orElseGet(today::toLocalDate);
    var to = date(query, "to").orElseGet(() -> from.plusDays(DEFAULT_DAYS - 1));
    if (from.isAfter(to) || from.plusDays(MAX_DAYS).isBefore(to.plusDays(1))) {
      query.fault("to", "request.out_of_range", "From one day to " + MAX_DAYS + " of them.");
    }
    return Future.succeededFuture(
        query
            .problem()
            .<Answer>map(Refused::new)
            .or(() -> market.map(known -> Answer.ok(calendar(known, from, to))))
            .orElseGet(
                () -> Answer.refused(404, "market.unknown", "There is no such market here.")));
  }

  private JsonObject clock(Market market, Instant now) {
    var scheduled = market.phaseAt(now);
    var phase = alwaysOpen ? TradingPhase.REGULAR : scheduled;
    var day = market.current(now);
    var open = day.regularOpen().isAfter(now) ? day : market.next(day.date());
    var tradeDate = alwaysOpen ? now.atZone(market.zone()).toLocalDate() : day.date();
    return new JsonObject()
        .put("market", market.mic())
        .put("timeZone", market.zone().getId())
        .put("phase", phase.name())
        .put("scheduledPhase", scheduled.name())
        .put("isOpen", phase == TradingPhase.REGULAR)
        .put("tradeDate", tradeDate.toString())
        .put("nextOpen", time(open.regularOpen()))
        .put("nextClose", time(day.regularClose()));
  }

  private JsonObject calendar(Market market, LocalDate from, LocalDate to) {
    var sessions = new JsonArray();
    var holidays = new JsonArray();
    from.datesUntil(to.plusDays(1))
        .forEach(
            date -> {
              var day = market.day(date);
              var name = market.specialDay(date).map(SpecialDay::name);
              day.ifPresent(known -> sessions.add(session(market, known)));
              if (day.isEmpty() && name.isPresent()) {
                holidays.add(named(date, name.get()));
              }
            });
    return new JsonObject()
        .put("market", market.mic())
        .put("timeZone", market.zone().getId())
        .put("alwaysOpen", alwaysOpen)
        .put("data", sessions)
        .put("holidays", holidays);
  }

  private static JsonObject session(Market market, TradingDay day) {
    var special = market.specialDay(day.date());
    var phases = new JsonArray();
    for (var window : day.windows()) {
      phases.add(
          new JsonObject()
              .put("phase", window.phase().name())
              .put("from", time(window.from()))
              .put("to", time(window.to())));
    }
    return named(day.date(), special.map(SpecialDay::name).orElse(""))
        .put("open", time(day.regularOpen()))
        .put("close", time(day.regularClose()))
        .put("halfDay", special.filter(SpecialDay.EarlyClose.class::isInstance).isPresent())
        .put("special", special.filter(SpecialDay.SpecialSession.class::isInstance).isPresent())
        .put("phases", phases);
  }

  private static JsonObject named(LocalDate date, String name) {
    var json = new JsonObject().put("date", date.toString());
    return name.isEmpty() ? json : json.put("name", name);
  }

  private static Optional<LocalDate> date(Fields query, String name) {
    var text = query.text(name, 10);
    try {
      if (text.filter(written -> !DATE.matcher(written).matches()).isPresent()) {
        query.fault(name, "request.invalid_value", name + " is a date such as 2026-01-05.");
        return Optional.empty();
      }
      return text.map(LocalDate::parse);
    } catch (DateTimeException noDate) {
      query.fault(name, "request.invalid_value", name + " is no date of the calendar.");
      return Optional.empty();
    }
  }

  private static String time(Instant instant) {
    return ApiWords.time(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
  }
}
