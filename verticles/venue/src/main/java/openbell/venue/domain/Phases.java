package openbell.venue.domain;

import openbell.model.market.TradingPhase;
import openbell.venue.domain.Sessions.Session;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCommand;
import openbell.venue.domain.VenueCommand.TradingPhaseChange;

/**
 * How the sessions of the markets go on: by the records that the partition's owner writes, and
 * where none came by the trade dates of the commands. A record that says nothing new does nothing,
 * and no record leads back.
 */
final class Phases {
  private final Listings listings;
  private final Sessions sessions;
  private final SessionEnd sessionEnd;

  Phases(Listings listings, Sessions sessions, SessionEnd sessionEnd) {
    this.listings = listings;
    this.sessions = sessions;
    this.sessionEnd = sessionEnd;
  }

  /** Applies a record of the market's calendar. */
  void change(TradingPhaseChange change) {
    var session = sessions.of(change.mic());
    if (change.alwaysOpen()) {
      goOn(change, session);
    } else if (change.tradeDate() >= session.tradeDate() && !leadsBack(change, session.view())) {
      enter(change, session);
    }
  }

  /** Before a command: a later trade date may end the session that is. */
  void meet(OrderCommand command, long now) {
    int tradeDate = command.header().tradeDate();
    var mic = listings.marketOf(command.symbol());
    var session = sessions.of(mic);
    if (tradeDate <= session.tradeDate() || !Sessions.isPlausible(tradeDate, now)) {
      return;
    }
    if (!session.view().isScheduled()) {
      sessionEnd.expireThrough(mic, tradeDate - 1);
      sessionEnd.begin(mic, tradeDate);
    } else if (session.view().isAlwaysOpen()) {
      sessionEnd.begin(mic, tradeDate);
    } else if (command instanceof NewOrderSingle) {
      closeUnnoticed(mic, session);
    }
  }

  /** The market trades on; the session of the date is over. */
  private void goOn(TradingPhaseChange change, Session session) {
    session.schedule(true);
    if (change.tradeDate() > session.view().endedDate()) {
      session.end(change.tradeDate());
      sessionEnd.expireThrough(change.mic(), change.tradeDate());
    }
    if (change.tradeDate() > session.tradeDate()) {
      sessionEnd.begin(change.mic(), change.tradeDate());
    }
    become(change.mic(), session, TradingPhase.REGULAR);
  }

  private void enter(TradingPhaseChange change, Session session) {
    var mic = change.mic();
    boolean isOver =
        change.phase() == TradingPhase.POST_CLOSE
            || (change.phase() == TradingPhase.CLOSED && session.phase() == TradingPhase.REGULAR);
    session.schedule(false);
    if (change.tradeDate() > session.tradeDate()) {
      sessionEnd.expireThrough(mic, change.tradeDate() - 1);
      sessionEnd.begin(mic, change.tradeDate());
    }
    if (isOver) {
      session.end(change.tradeDate());
      sessionEnd.expireThrough(mic, change.tradeDate());
    }
    become(mic, session, change.phase());
  }

  private void become(String mic, Session session, TradingPhase phase) {
    boolean opens = phase == TradingPhase.REGULAR && session.phase() != TradingPhase.REGULAR;
    session.enter(phase);
    if (opens) {
      listings.ofMarket(mic).forEach(SymbolBook::open);
    }
  }

  /** An order of a later session says that this one is over, while its owner was away. */
  private void closeUnnoticed(String mic, Session session) {
    switch (session.phase()) {
      case PRE_OPEN, REGULAR -> {
        session.end(session.tradeDate());
        sessionEnd.expireThrough(mic, session.tradeDate());
        session.enter(TradingPhase.CLOSED);
      }
      case CLOSED, POST_CLOSE -> {
        // The order is collected until the record comes that begins its session.
      }
    }
  }

  /** A clock went back: orders are not collected in the middle of a session. */
  private static boolean leadsBack(TradingPhaseChange change, SessionView session) {
    return session.isScheduled()
        && change.tradeDate() == session.tradeDate()
        && session.phase() == TradingPhase.REGULAR
        && change.phase() == TradingPhase.PRE_OPEN;
  }
}
