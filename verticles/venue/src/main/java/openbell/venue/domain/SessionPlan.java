package openbell.venue.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import openbell.model.market.Market;
import openbell.model.market.TradingDay;
import openbell.model.market.TradingPhase;
import openbell.venue.domain.VenueCommand.TradingPhaseChange;

/**
 * What a market's calendar says and its log does not say yet. A function of calendar, time and what
 * the log said: so whoever owns the partition next writes what is missing, and nothing twice.
 */
public final class SessionPlan {
  private static final int MAX_DAYS_BACK = 31;

  private final boolean isAlwaysOpen;

  /**
   * @param isAlwaysOpen whether markets trade at any hour: then sessions only end
   */
  public SessionPlan(boolean isAlwaysOpen) {
    this.isAlwaysOpen = isAlwaysOpen;
  }

  /** The records that are due at an instant, in their order. */
  public List<TradingPhaseChange> due(Market market, Instant now, SessionView session) {
    return isAlwaysOpen ? endDue(market, now, session) : phasesDue(market, now, session);
  }

  private List<TradingPhaseChange> endDue(Market market, Instant now, SessionView session) {
    boolean isOpen =
        session.isScheduled() && session.isAlwaysOpen() && session.phase() == TradingPhase.REGULAR;
    return latest(market, now, day -> !day.regularClose().isAfter(now))
        .filter(ended -> !isOpen || ended.tradeDate() > session.endedDate())
        .map(
            ended ->
                List.of(
                    new TradingPhaseChange(
                        market.mic(), TradingPhase.REGULAR, ended.tradeDate(), true)))
        .orElse(List.of());
  }

  private List<TradingPhaseChange> phasesDue(Market market, Instant now, SessionView session) {
    return latest(market, now, day -> !day.begin().isAfter(now))
        .filter(day -> day.tradeDate() >= session.tradeDate())
        .map(day -> phasesDue(market.mic(), day, now, session))
        .orElse(List.of());
  }

  /** A session that ended while nobody looked is said to have ended before what follows it. */
  private static List<TradingPhaseChange> phasesDue(
      String mic, TradingDay day, Instant now, SessionView session) {
    var due = new ArrayList<TradingPhaseChange>();
    var phase = day.phaseAt(now);
    int tradeDate = day.tradeDate();
    boolean isOver = !day.regularClose().isAfter(now);
    if (isOver && session.endedDate() < tradeDate) {
      due.add(new TradingPhaseChange(mic, TradingPhase.POST_CLOSE, tradeDate, false));
    }
    boolean isToldAlready =
        session.isScheduled()
            && !session.isAlwaysOpen()
            && session.tradeDate() == tradeDate
            && session.phase() == phase
            && due.isEmpty();
    boolean isToldNow = !due.isEmpty() && phase == TradingPhase.POST_CLOSE;
    if (!isToldAlready && !isToldNow) {
      due.add(new TradingPhaseChange(mic, phase, tradeDate, false));
    }
    return due;
  }

  /** Which days count. */
  private interface Condition {
    boolean holds(TradingDay day);
  }

  private static Optional<TradingDay> latest(Market market, Instant now, Condition condition) {
    var today = now.atZone(market.zone()).toLocalDate();
    for (int back = 0; back <= MAX_DAYS_BACK; back++) {
      var day = market.day(today.minusDays(back)).filter(condition::holds);
      if (day.isPresent()) {
        return day;
      }
    }
    return Optional.empty();
  }
}
