package openbell.feedhandler.fix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import openbell.feedhandler.fix.FixEntry.Action;
import openbell.feedhandler.fix.FixEntry.Aggressor;
import openbell.feedhandler.fix.FixEntry.Level;
import openbell.feedhandler.fix.FixEntry.Print;
import openbell.feedhandler.fix.FixUpdate.Incremental;
import openbell.feedhandler.fix.FixUpdate.Listed;
import openbell.feedhandler.fix.FixUpdate.Malformed;
import openbell.feedhandler.fix.FixUpdate.Refused;
import openbell.feedhandler.fix.FixUpdate.Snapshot;
import openbell.model.Decimals;
import openbell.model.Side;
import openbell.model.Symbol;
import openbell.model.fix.FixStamps;
import openbell.model.fix.FixTags;
import quickfix.FieldMap;
import quickfix.FieldNotFound;
import quickfix.Group;
import quickfix.Message;
import quickfix.field.MsgType;
import quickfix.field.SendingTime;

/**
 * FIX messages to updates. Whatever a field holds, the outcome is an update or a {@link Malformed}:
 * an exception would leave the message's sequence number open for ever. Numbers are read from their
 * text; the engine's own decimal fields are doubles. Called on the engine's thread; allocates, as
 * the engine does for each field.
 */
final class FixDecoder {
  private static final int MAX_ENTRIES = 5_000;
  private static final int MAX_ID_LENGTH = 64;

  private final String defaultMic;

  /** Symbols without SecurityExchange (207) belong to this market. */
  FixDecoder(String defaultMic) {
    this.defaultMic = defaultMic;
  }

  /** Tells what an application message says; a type that is not known here says nothing. */
  void decode(Message message, Consumer<FixUpdate> receiver) {
    try {
      switch (message.getHeader().getString(MsgType.FIELD)) {
        case MsgType.SECURITY_LIST -> securityList(message, receiver);
        case MsgType.MARKET_DATA_SNAPSHOT_FULL_REFRESH -> snapshot(message, receiver);
        case MsgType.MARKET_DATA_INCREMENTAL_REFRESH -> incremental(message, receiver);
        case MsgType.MARKET_DATA_REQUEST_REJECT, MsgType.BUSINESS_MESSAGE_REJECT ->
            receiver.accept(
                new Refused(text(message, FixTags.MD_REQ_ID), text(message, FixTags.TEXT)));
        default -> receiver.accept(new FixUpdate.Alive());
      }
    } catch (FieldNotFound missing) {
      receiver.accept(new Malformed(""));
    }
  }

  private void securityList(Message message, Consumer<FixUpdate> receiver) {
    var symbols = new ArrayList<String>();
    for (var group : message.getGroups(FixTags.NO_RELATED_SYM)) {
      var symbol = symbol(group);
      symbol.ifPresentOrElse(symbols::add, () -> receiver.accept(new Malformed("")));
    }
    var last = text(message, FixTags.LAST_FRAGMENT);
    var request = text(message, FixTags.SECURITY_REQ_ID);
    receiver.accept(new Listed(request, List.copyOf(symbols), !last.equals("N")));
  }

  private void snapshot(Message message, Consumer<FixUpdate> receiver) throws FieldNotFound {
    var symbol = symbol(message);
    if (symbol.isEmpty()) {
      receiver.accept(new Malformed(""));
      return;
    }
    var rptSeq = Decimals.parseQuantity(text(message, FixTags.RPT_SEQ)).orElse(0);
    var entries = new ArrayList<FixEntry>();
    var groups = message.getGroups(FixTags.NO_MD_ENTRIES);
    for (var group : groups) {
      var entry = entry(group, symbol.get(), rptSeq, Action.NEW, sendingTime(message));
      if (entry.isEmpty() || groups.size() > MAX_ENTRIES) {
        receiver.accept(new Malformed(symbol.get()));
        return;
      }
      entries.add(entry.get());
    }
    receiver.accept(new Snapshot(symbol.get(), rptSeq, List.copyOf(entries)));
  }

  private void incremental(Message message, Consumer<FixUpdate> receiver) throws FieldNotFound {
    var entries = new ArrayList<FixEntry>();
    for (var group : message.getGroups(FixTags.NO_MD_ENTRIES)) {
      var symbol = symbol(group).orElse("");
      var entry = symbol.isEmpty() ? Optional.<FixEntry>empty() : change(group, symbol, message);
      entry.ifPresentOrElse(entries::add, () -> receiver.accept(new Malformed(symbol)));
    }
    receiver.accept(new Incremental(List.copyOf(entries)));
  }

  private Optional<FixEntry> change(Group group, String symbol, Message message)
      throws FieldNotFound {
    var rptSeq = Decimals.parseQuantity(text(group, FixTags.RPT_SEQ));
    var action = action(text(group, FixTags.MD_UPDATE_ACTION));
    return rptSeq.isPresent() && action.isPresent()
        ? entry(group, symbol, rptSeq.getAsLong(), action.get(), sendingTime(message))
        : Optional.empty();
  }

  private static Optional<FixEntry> entry(
      Group group, String symbol, long rptSeq, Action action, OptionalLong sendingTime) {
    var px = Decimals.parseMoney(text(group, FixTags.MD_ENTRY_PX));
    var qty = quantity(text(group, FixTags.MD_ENTRY_SIZE), action);
    var stamp = stamp(group, sendingTime);
    var kind = kind(group, action);
    return px.isPresent() && qty.isPresent() && stamp.isPresent()
        ? kind.map(
            known ->
                new FixEntry(
                    symbol, rptSeq, px.getAsLong(), qty.getAsLong(), stamp.getAsLong(), known))
        : Optional.empty();
  }

  private static Optional<FixEntry.Kind> kind(Group group, Action action) {
    return switch (text(group, FixTags.MD_ENTRY_TYPE)) {
      case "0" -> Optional.of(new Level(Side.BUY, action));
      case "1" -> Optional.of(new Level(Side.SELL, action));
      case "2" -> Optional.of(new Print(aggressor(group), id(group)));
      default -> Optional.empty();
    };
  }

  private static Aggressor aggressor(Group group) {
    return switch (text(group, FixTags.AGGRESSOR_SIDE)) {
      case "1" -> Aggressor.BUYER;
      case "2" -> Aggressor.SELLER;
      default -> Aggressor.UNSAID;
    };
  }

  private static String id(Group group) {
    var id = text(group, FixTags.MD_ENTRY_ID);
    return id.length() > MAX_ID_LENGTH ? id.substring(0, MAX_ID_LENGTH) : id;
  }

  private static Optional<Action> action(String text) {
    return switch (text) {
      case "0" -> Optional.of(Action.NEW);
      case "1" -> Optional.of(Action.CHANGE);
      case "2" -> Optional.of(Action.DELETE);
      default -> Optional.empty();
    };
  }

  /** A deleted level needs no quantity. */
  private static OptionalLong quantity(String text, Action action) {
    return action == Action.DELETE ? OptionalLong.of(0) : Decimals.parseQuantity(text);
  }

  private static OptionalLong stamp(Group group, OptionalLong sendingTime) {
    var time = text(group, FixTags.MD_ENTRY_TIME);
    return time.isEmpty() ? sendingTime : FixStamps.parse(text(group, FixTags.MD_ENTRY_DATE), time);
  }

  private static OptionalLong sendingTime(Message message) throws FieldNotFound {
    return FixStamps.parse(message.getHeader().getString(SendingTime.FIELD));
  }

  private Optional<String> symbol(FieldMap fields) {
    var mic = text(fields, FixTags.SECURITY_EXCHANGE);
    return Symbol.parse((mic.isEmpty() ? defaultMic : mic) + ":" + text(fields, FixTags.SYMBOL))
        .map(Symbol::toString);
  }

  /** The text of a field, empty if the field is not there. */
  private static String text(FieldMap fields, int tag) {
    try {
      return fields.isSetField(tag) ? fields.getString(tag) : "";
    } catch (FieldNotFound absent) {
      return "";
    }
  }
}
