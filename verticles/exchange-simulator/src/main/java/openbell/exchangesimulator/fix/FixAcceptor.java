package openbell.exchangesimulator.fix;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import openbell.model.fix.FixTags;
import org.apache.mina.core.session.IoSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.Application;
import quickfix.ConfigError;
import quickfix.DefaultMessageFactory;
import quickfix.FixVersions;
import quickfix.MemoryStoreFactory;
import quickfix.Session;
import quickfix.SessionFactory;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketAcceptor;
import quickfix.mina.SessionConnector;

/**
 * The acceptor of QuickFIX/J: one session for each comp id that may log on. Messages are not kept:
 * a ResendRequest is answered with a gap fill, and a client asks for snapshots. Starting and
 * stopping block: not for the event loop.
 */
final class FixAcceptor {
  private static final Logger LOG = LoggerFactory.getLogger(FixAcceptor.class);
  private static final int MAX_QUEUED_MESSAGES = 256;

  private final FixDoorSettings settings;
  private final SocketAcceptor acceptor;

  /** An acceptor that does not listen; throws ConfigError where QuickFIX/J refuses the settings. */
  FixAcceptor(FixDoorSettings settings, Application application) throws ConfigError {
    this.settings = settings;
    var sessions = new SessionSettings();
    for (var client : settings.clients()) {
      describe(sessions, new SessionID(FixVersions.BEGINSTRING_FIX44, settings.compId(), client));
    }
    this.acceptor =
        SocketAcceptor.newBuilder()
            .withApplication(application)
            .withMessageStoreFactory(new MemoryStoreFactory())
            .withSettings(sessions)
            .withLogFactory(session -> new FixLog(session.getTargetCompID()))
            .withMessageFactory(new DefaultMessageFactory(FixVersions.BEGINSTRING_FIX44))
            .withQueueCapacity(MAX_QUEUED_MESSAGES)
            .build();
    acceptor.setIoFilterChainBuilder(new FixFilters(settings.networks()));
  }

  /** Listens; answers the port in use. Blocks. */
  int start() throws ConfigError {
    acceptor.start();
    var address = acceptor.getEndpoints().iterator().next().getLocalAddress();
    return ((InetSocketAddress) address).getPort();
  }

  /** Logs everyone out and listens no more. Blocks. */
  void stop() {
    acceptor.stop(true);
  }

  /** The bytes that a client has not taken yet, and the means to cut its connection. */
  Optional<IoSession> connection(SessionID client) {
    for (var endpoint : acceptor.getEndpoints()) {
      for (var connection : endpoint.getManagedSessions().values()) {
        var session = connection.getAttribute(SessionConnector.QF_SESSION);
        if (session instanceof Session known && known.getSessionID().equals(client)) {
          return Optional.of(connection);
        }
      }
    }
    return Optional.empty();
  }

  /** Says why in a Logout and closes; a client that reads nothing is cut off. May block. */
  void drop(SessionID client, String why) {
    LOG.info("FIX client {} is dropped: {}", client.getTargetCompID(), why);
    var session = Session.lookupSession(client);
    var connection = connection(client);
    if (session == null) {
      return;
    }
    try {
      session.send(FixMessages.logout(why));
      session.disconnect(why, false);
    } catch (IOException failure) {
      LOG.warn("FIX client {}: {}", client.getTargetCompID(), failure.toString());
    }
    connection.ifPresent(open -> open.closeOnFlush().awaitUninterruptibly(1_000));
    connection.ifPresent(IoSession::closeNow);
  }

  private void describe(SessionSettings of, SessionID id) {
    of.setString(id, SessionFactory.SETTING_CONNECTION_TYPE, "acceptor");
    of.setString(id, "SocketAcceptAddress", settings.host());
    of.setLong(id, "SocketAcceptPort", settings.port());
    of.setString(id, Session.SETTING_NON_STOP_SESSION, "Y");
    of.setString(id, Session.SETTING_TIMESTAMP_PRECISION, "MICROS");
    of.setString(id, Session.SETTING_RESET_ON_LOGON, "Y");
    of.setString(id, Session.SETTING_PERSIST_MESSAGES, "N");
    of.setString(id, Session.SETTING_CHECK_LATENCY, "N");
    of.setString(id, Session.SETTING_DATA_DICTIONARY, FixTags.DICTIONARY);
    of.setString(id, Session.SETTING_VALIDATE_INCOMING_MESSAGE, "N");
    of.setString(id, Session.SETTING_VALIDATE_FIELDS_OUT_OF_ORDER, "N");
    of.setString(id, Session.SETTING_VALIDATE_UNORDERED_GROUP_FIELDS, "N");
  }
}
