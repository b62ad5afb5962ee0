package openbell.feedhandler.fix;

import java.util.function.Consumer;
import openbell.feedhandler.fix.FixSettings.CompIds;
import openbell.model.fix.FixTags;
import quickfix.Application;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.SessionID;
import quickfix.field.MsgType;

/**
 * What QuickFIX/J calls back, on threads of its own: decodes and hands over. Never throws: the
 * engine would take the message for not received and ask for it for ever.
 */
final class FixApplication implements Application {
  private final CompIds compIds;
  private final FixDecoder decoder;
  private final Consumer<FixUpdate> receiver;

  FixApplication(CompIds compIds, FixDecoder decoder, Consumer<FixUpdate> receiver) {
    this.compIds = compIds;
    this.decoder = decoder;
    this.receiver = receiver;
  }

  @Override
  public void onCreate(SessionID session) {}

  @Override
  public void onLogon(SessionID session) {
    receiver.accept(new FixUpdate.LoggedOn());
  }

  @Override
  public void onLogout(SessionID session) {
    receiver.accept(new FixUpdate.LoggedOut());
  }

  @Override
  public void toAdmin(Message message, SessionID session) {
    if (MsgType.LOGON.equals(typeOf(message)) && !compIds.username().isEmpty()) {
      message.setString(FixTags.USERNAME, compIds.username());
    }
    if (MsgType.LOGON.equals(typeOf(message)) && !compIds.password().isEmpty()) {
      message.setString(FixTags.PASSWORD, compIds.password());
    }
  }

  @Override
  public void fromAdmin(Message message, SessionID session) {
    receiver.accept(
        MsgType.SEQUENCE_RESET.equals(typeOf(message))
            ? new FixUpdate.Skipped()
            : new FixUpdate.Alive());
  }

  @Override
  public void toApp(Message message, SessionID session) {}

  @Override
  public void fromApp(Message message, SessionID session) {
    decoder.decode(message, receiver);
  }

  private static String typeOf(Message message) {
    try {
      return message.getHeader().getString(MsgType.FIELD);
    } catch (FieldNotFound untyped) {
      return "";
    }
  }
}
