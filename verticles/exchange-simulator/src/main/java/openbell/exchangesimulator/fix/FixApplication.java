package openbell.exchangesimulator.fix;

import java.util.ArrayList;
import java.util.List;
import openbell.model.fix.FixTags;
import quickfix.Application;
import quickfix.FieldMap;
import quickfix.FieldNotFound;
import quickfix.IncorrectTagValue;
import quickfix.Message;
import quickfix.RejectLogon;
import quickfix.SessionID;
import quickfix.UnsupportedMessageType;
import quickfix.field.MsgType;

/**
 * What QuickFIX/J calls back, on a thread of its own: decides who may log on, decodes requests and
 * hands them over. What it cannot read it refuses with the exceptions that the engine turns into a
 * BusinessMessageReject (j).
 */
final class FixApplication implements Application {
  private static final int MAX_SYMBOLS = 1_000;
  private static final int MAX_ID_LENGTH = 64;

  /** Takes what clients say; called on the engine's thread. */
  interface Receiver {
    /** Whether clients are served now: the venue speaks. */
    boolean isOpen();

    void loggedOn(SessionID client);

    void loggedOut(SessionID client);

    void securityList(SessionID client, String securityReqId);

    void marketData(SessionID client, MarketDataRequest request);
  }

  private final String password;
  private final Receiver receiver;

  FixApplication(String password, Receiver receiver) {
    this.password = password;
    this.receiver = receiver;
  }

  @Override
  public void onCreate(SessionID client) {}

  @Override
  public void onLogon(SessionID client) {
    receiver.loggedOn(client);
  }

  @Override
  public void onLogout(SessionID client) {
    receiver.loggedOut(client);
  }

  @Override
  public void toAdmin(Message message, SessionID client) {}

  @Override
  public void fromAdmin(Message message, SessionID client) throws FieldNotFound, RejectLogon {
    if (!MsgType.LOGON.equals(message.getHeader().getString(MsgType.FIELD))) {
      return;
    }
    if (!password.isEmpty() && !password.equals(text(message, FixTags.PASSWORD))) {
      throw new RejectLogon("wrong password");
    }
    if (!receiver.isOpen()) {
      throw new RejectLogon("the market is not open");
    }
  }

  @Override
  public void toApp(Message message, SessionID client) {}

  @Override
  public void fromApp(Message message, SessionID client)
      throws FieldNotFound, IncorrectTagValue, UnsupportedMessageType {
    switch (message.getHeader().getString(MsgType.FIELD)) {
      case MsgType.SECURITY_LIST_REQUEST ->
          receiver.securityList(client, id(message, FixTags.SECURITY_REQ_ID));
      case MsgType.MARKET_DATA_REQUEST -> receiver.marketData(client, request(message));
      default -> throw new UnsupportedMessageType();
    }
  }

  private static MarketDataRequest request(Message message)
      throws FieldNotFound, IncorrectTagValue {
    var symbols = new ArrayList<String>();
    for (var group : message.getGroups(FixTags.NO_RELATED_SYM)) {
      symbols.add(
          group.getString(FixTags.SECURITY_EXCHANGE) + ":" + group.getString(FixTags.SYMBOL));
    }
    if (symbols.isEmpty() || symbols.size() > MAX_SYMBOLS) {
      throw new IncorrectTagValue(FixTags.NO_RELATED_SYM);
    }
    return new MarketDataRequest(
        id(message, FixTags.MD_REQ_ID),
        subscription(message),
        depth(message),
        List.copyOf(symbols));
  }

  private static MarketDataRequest.Subscription subscription(Message message)
      throws FieldNotFound, IncorrectTagValue {
    return switch (message.getString(FixTags.SUBSCRIPTION_REQUEST_TYPE)) {
      case "0" -> MarketDataRequest.Subscription.SNAPSHOT;
      case "1" -> MarketDataRequest.Subscription.SUBSCRIBE;
      case "2" -> MarketDataRequest.Subscription.UNSUBSCRIBE;
      default -> throw new IncorrectTagValue(FixTags.SUBSCRIPTION_REQUEST_TYPE);
    };
  }

  private static int depth(Message message) throws FieldNotFound, IncorrectTagValue {
    var text = message.getString(FixTags.MARKET_DEPTH);
    if (!text.matches("[0-9]{1,4}")) {
      throw new IncorrectTagValue(FixTags.MARKET_DEPTH);
    }
    return Integer.parseInt(text);
  }

  private static String id(Message message, int tag) throws FieldNotFound, IncorrectTagValue {
    var id = message.getString(tag);
    if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
      throw new IncorrectTagValue(tag);
    }
    return id;
  }

  private static String text(FieldMap fields, int tag) throws FieldNotFound {
    return fields.isSetField(tag) ? fields.getString(tag) : "";
  }
}
