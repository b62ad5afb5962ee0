package openbell.venue.domain;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import openbell.model.market.TradingPhase;

/**
 * The session of each market, as the log tells it. Dates are YYYYMMDD, which compare as numbers.
 */
final class Sessions {
  private final Map<String, Session> byMic = new HashMap<>();

  /** One market's session; owned by the engine's thread. */
  static final class Session {
    private SessionView view = SessionView.UNKNOWN;

    SessionView view() {
      return view;
    }

    int tradeDate() {
      return view.tradeDate();
    }

    TradingPhase phase() {
      return view.phase();
    }

    void begin(int tradeDate) {
      set(tradeDate, view.phase(), view.endedDate());
    }

    void enter(TradingPhase phase) {
      set(view.tradeDate(), phase, view.endedDate());
    }

    void end(int tradeDate) {
      set(view.tradeDate(), view.phase(), Math.max(tradeDate, view.endedDate()));
    }

    /** Phases are told by records from now on. */
    void schedule(boolean isAlwaysOpen) {
      view = new SessionView(view.tradeDate(), view.phase(), true, isAlwaysOpen, view.endedDate());
    }

    private void set(int tradeDate, TradingPhase phase, int endedDate) {
      view = new SessionView(tradeDate, phase, view.isScheduled(), view.isAlwaysOpen(), endedDate);
    }
  }

  Session of(String mic) {
    return byMic.computeIfAbsent(mic, unknown -> new Session());
  }

  /** All that is known, by MIC. */
  Map<String, SessionView> all() {
    var all = new TreeMap<String, SessionView>();
    byMic.forEach((mic, session) -> all.put(mic, session.view));
    return all;
  }

  void restore(Map<String, SessionView> sessions) {
    sessions.forEach((mic, view) -> of(mic).view = view);
  }

  /**
   * Whether a command of this instant may name this date: not beyond tomorrow in UTC, which is
   * today somewhere. A wild date would else end every order's day.
   */
  static boolean isPlausible(int tradeDate, long nowMicros) {
    var tomorrow = LocalDate.ofEpochDay(TimeUnit.MICROSECONDS.toDays(nowMicros) + 1);
    return tradeDate
        <= tomorrow.getYear() * 10_000 + tomorrow.getMonthValue() * 100 + tomorrow.getDayOfMonth();
  }
}
