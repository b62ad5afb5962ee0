package openbell.exchangesimulator.fix;

import java.util.List;
import openbell.exchangesimulator.fix.BookChange.Action;
import openbell.model.Decimals;
import openbell.model.Side;
import openbell.model.Symbol;
import openbell.model.fix.FixStamps;
import openbell.model.fix.FixTags;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Trade;
import quickfix.FieldMap;
import quickfix.Group;
import quickfix.Message;
import quickfix.field.MsgType;

/** Writes the market-data messages of FIX 4.4. Stateless; prices go from scaled longs to text. */
final class FixMessages {
  private FixMessages() {}

  /** One fragment of the SecurityList (y). */
  static Message securityList(String securityReqId, List<String> symbols, int total, boolean last) {
    var list = message(MsgType.SECURITY_LIST);
    list.setString(FixTags.SECURITY_REQ_ID, securityReqId);
    list.setString(FixTags.SECURITY_RESPONSE_ID, securityReqId);
    list.setInt(FixTags.SECURITY_REQUEST_RESULT, 0);
    list.setInt(FixTags.TOT_NO_RELATED_SYM, total);
    list.setBoolean(FixTags.LAST_FRAGMENT, last);
    for (var symbol : symbols) {
      var group = new Group(FixTags.NO_RELATED_SYM, FixTags.SYMBOL);
      instrument(group, symbol);
      list.addGroup(group);
    }
    return list;
  }

  /** A symbol's book (W), as of its RptSeq. */
  static Message snapshot(String mdReqId, long rptSeq, Depth book) {
    var snapshot = message(MsgType.MARKET_DATA_SNAPSHOT_FULL_REFRESH);
    snapshot.setString(FixTags.MD_REQ_ID, mdReqId);
    instrument(snapshot, book.getSymbol());
    snapshot.setString(FixTags.RPT_SEQ, Long.toString(rptSeq));
    levels(snapshot, Side.BUY, book.getBidsList(), book.getAsOf());
    levels(snapshot, Side.SELL, book.getAsksList(), book.getAsOf());
    return snapshot;
  }

  /** An incremental refresh (X) without entries yet. */
  static Message incremental() {
    return message(MsgType.MARKET_DATA_INCREMENTAL_REFRESH);
  }

  /** Adds one change of a book to an incremental refresh. */
  static void add(Message incremental, String symbol, long rptSeq, BookChange change, long asOf) {
    var group = entry();
    group.setInt(FixTags.MD_UPDATE_ACTION, change.action().code());
    group.setString(FixTags.MD_ENTRY_TYPE, type(change.side()));
    instrument(group, symbol);
    group.setString(FixTags.MD_ENTRY_PX, Decimals.formatMoney(change.px()));
    if (change.action() != Action.DELETE) {
      group.setString(FixTags.MD_ENTRY_SIZE, Decimals.formatQuantity(change.qty()));
    }
    stamp(group, asOf);
    group.setString(FixTags.RPT_SEQ, Long.toString(rptSeq));
    incremental.addGroup(group);
  }

  /** Adds a trade to an incremental refresh. */
  static void add(Message incremental, long rptSeq, Trade trade) {
    var group = entry();
    group.setInt(FixTags.MD_UPDATE_ACTION, Action.NEW.code());
    group.setString(FixTags.MD_ENTRY_TYPE, "2");
    group.setString(FixTags.MD_ENTRY_ID, trade.getTrdMatchId());
    instrument(group, trade.getSymbol());
    group.setString(FixTags.MD_ENTRY_PX, Decimals.formatMoney(trade.getPx()));
    group.setString(FixTags.MD_ENTRY_SIZE, Decimals.formatQuantity(trade.getQty()));
    stamp(group, trade.getTransactTime());
    group.setString(FixTags.RPT_SEQ, Long.toString(rptSeq));
    switch (trade.getAggressor()) {
      case SIDE_BUY -> group.setInt(FixTags.AGGRESSOR_SIDE, 1);
      case SIDE_SELL -> group.setInt(FixTags.AGGRESSOR_SIDE, 2);
      case SIDE_UNSPECIFIED, UNRECOGNIZED -> {}
    }
    incremental.addGroup(group);
  }

  /** A refused request (Y): unknown symbol. */
  static Message unknownSymbol(String mdReqId, String text) {
    var reject = message(MsgType.MARKET_DATA_REQUEST_REJECT);
    reject.setString(FixTags.MD_REQ_ID, mdReqId);
    reject.setChar(FixTags.MD_REQ_REJ_REASON, '0');
    reject.setString(FixTags.TEXT, text);
    return reject;
  }

  /** A Logout (5) that says why. */
  static Message logout(String why) {
    var logout = message(MsgType.LOGOUT);
    logout.setString(FixTags.TEXT, why);
    return logout;
  }

  private static void levels(Message snapshot, Side side, List<PriceLevel> levels, long asOf) {
    for (var level : levels) {
      var group = new Group(FixTags.NO_MD_ENTRIES, FixTags.MD_ENTRY_TYPE);
      group.setString(FixTags.MD_ENTRY_TYPE, type(side));
      group.setString(FixTags.MD_ENTRY_PX, Decimals.formatMoney(level.getPx()));
      group.setString(FixTags.MD_ENTRY_SIZE, Decimals.formatQuantity(level.getQty()));
      stamp(group, asOf);
      snapshot.addGroup(group);
    }
  }

  private static Group entry() {
    return new Group(FixTags.NO_MD_ENTRIES, FixTags.MD_UPDATE_ACTION);
  }

  private static void instrument(FieldMap fields, String canonical) {
    var symbol = Symbol.of(canonical);
    fields.setString(FixTags.SYMBOL, symbol.code());
    fields.setString(FixTags.SECURITY_EXCHANGE, symbol.mic());
  }

  private static void stamp(FieldMap fields, long micros) {
    fields.setString(FixTags.MD_ENTRY_DATE, FixStamps.date(micros));
    fields.setString(FixTags.MD_ENTRY_TIME, FixStamps.time(micros));
  }

  private static String type(Side side) {
    return switch (side) {
      case BUY -> "0";
      case SELL -> "1";
    };
  }

  private static Message message(String type) {
    var message = new Message();
    message.getHeader().setString(MsgType.FIELD, type);
    return message;
  }
}
