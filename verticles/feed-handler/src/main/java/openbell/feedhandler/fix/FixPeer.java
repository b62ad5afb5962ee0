package openbell.feedhandler.fix;

import java.io.IOException;
import java.util.Collection;
import java.util.UUID;
import openbell.model.Symbol;
import openbell.model.fix.FixTags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.Application;
import quickfix.ConfigError;
import quickfix.DefaultMessageFactory;
import quickfix.FixVersions;
import quickfix.Group;
import quickfix.MemoryStoreFactory;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionFactory;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketInitiator;
import quickfix.field.MsgType;

/**
 * One initiator of QuickFIX/J with one session, and the messages that it sends. Sequence numbers
 * begin anew with each logon: what was missed in between is in the snapshots, and old prices are of
 * no use to anybody. Starting, stopping and ending a connection block: not for the event loop.
 */
final class FixPeer {
  private static final Logger LOG = LoggerFactory.getLogger(FixPeer.class);
  private static final int MAX_QUEUED_MESSAGES = 256;
  private static final int DEPTH = 20;

  private final FixSettings settings;
  private final FixSettings.Host host;
  private final SessionID id;
  private final SocketInitiator initiator;

  /** A peer that is not started; throws ConfigError where QuickFIX/J refuses the settings. */
  FixPeer(FixSettings settings, FixSettings.Host host, Application application) throws ConfigError {
    this.settings = settings;
    this.host = host;
    // Two lines of one process have the same comp ids: the qualifier keeps them apart.
    this.id =
        new SessionID(
            FixVersions.BEGINSTRING_FIX44,
            settings.compIds().sender(),
            settings.compIds().target(),
            host.name() + "-" + UUID.randomUUID());
    this.initiator =
        SocketInitiator.newBuilder()
            .withApplication(application)
            .withMessageStoreFactory(new MemoryStoreFactory())
            .withSettings(sessionSettings())
            .withLogFactory(session -> new FixLog(host.name()))
            .withMessageFactory(new DefaultMessageFactory(FixVersions.BEGINSTRING_FIX44))
            .withQueueCapacity(MAX_QUEUED_MESSAGES)
            .build();
    initiator.setIoFilterChainBuilder(new FixFilters(host, settings.trustStore()));
  }

  /** Starts to connect, for ever; reads the dictionary. Blocks. */
  void start() throws ConfigError {
    initiator.start();
  }

  /** Logs out and closes. Blocks. */
  void stop() {
    initiator.stop(true);
  }

  /** Closes the connection; the engine connects again. Blocks. */
  void disconnect() {
    var session = Session.lookupSession(id);
    if (session != null) {
      try {
        session.disconnect("silent", false);
      } catch (IOException failure) {
        LOG.warn("line {} does not close: {}", host.name(), failure.toString());
      }
    }
  }

  /** Asks for all symbols. */
  void securityList(String securityReqId) {
    var request = message(MsgType.SECURITY_LIST_REQUEST);
    request.setString(FixTags.SECURITY_REQ_ID, securityReqId);
    request.setInt(FixTags.SECURITY_LIST_REQUEST_TYPE, 4);
    send(request);
  }

  /** Asks for books, with or without their changes. */
  void marketData(String mdReqId, Collection<String> symbols, boolean updates) {
    var request = message(MsgType.MARKET_DATA_REQUEST);
    request.setString(FixTags.MD_REQ_ID, mdReqId);
    request.setChar(FixTags.SUBSCRIPTION_REQUEST_TYPE, updates ? '1' : '0');
    request.setInt(FixTags.MARKET_DEPTH, DEPTH);
    request.setInt(FixTags.MD_UPDATE_TYPE, 1);
    request.setBoolean(FixTags.AGGREGATED_BOOK, true);
    for (var type : "012".toCharArray()) {
      var group = new Group(FixTags.NO_MD_ENTRY_TYPES, FixTags.MD_ENTRY_TYPE);
      group.setChar(FixTags.MD_ENTRY_TYPE, type);
      request.addGroup(group);
    }
    for (var canonical : symbols) {
      var symbol = Symbol.of(canonical);
      var group = new Group(FixTags.NO_RELATED_SYM, FixTags.SYMBOL);
      group.setString(FixTags.SYMBOL, symbol.code());
      group.setString(FixTags.SECURITY_EXCHANGE, symbol.mic());
      request.addGroup(group);
    }
    send(request);
  }

  private static Message message(String type) {
    var message = new Message();
    message.getHeader().setString(MsgType.FIELD, type);
    return message;
  }

  /** What is sent to a session that just ended is lost, as its requests would be. */
  private void send(Message message) {
    var session = Session.lookupSession(id);
    if (session != null && session.isLoggedOn()) {
      session.send(message);
    }
  }

  private SessionSettings sessionSettings() {
    var of = new SessionSettings();
    of.setString(id, SessionFactory.SETTING_CONNECTION_TYPE, "initiator");
    of.setString(id, "SocketConnectHost", host.host());
    of.setLong(id, "SocketConnectPort", host.port());
    of.setString(id, "ReconnectInterval", "1;1;2;5");
    of.setLong(id, Session.SETTING_HEARTBTINT, settings.heartBtInt());
    of.setLong(id, Session.SETTING_LOGON_TIMEOUT, 5);
    of.setString(id, Session.SETTING_NON_STOP_SESSION, "Y");
    of.setString(id, Session.SETTING_TIMESTAMP_PRECISION, "MICROS");
    of.setString(id, Session.SETTING_RESET_ON_LOGON, "Y");
    of.setString(id, Session.SETTING_PERSIST_MESSAGES, "N");
    of.setString(id, Session.SETTING_CHECK_LATENCY, "N");
    of.setString(id, Session.SETTING_DATA_DICTIONARY, FixTags.DICTIONARY);
    of.setString(id, Session.SETTING_VALIDATE_INCOMING_MESSAGE, "N");
    // Else the parser stops at a header field that stands late, and the message has no end.
    of.setString(id, Session.SETTING_VALIDATE_FIELDS_OUT_OF_ORDER, "N");
    of.setString(id, Session.SETTING_VALIDATE_UNORDERED_GROUP_FIELDS, "N");
    return of;
  }
}
