package openbell.quotefanout.domain;

import static openbell.quotefanout.domain.FrameBytes.ascii;

import java.util.List;
import openbell.wire.marketdata.Quote;

/**
 * How what a cell holds is written for a kind of client. Prices and quantities are decimal strings;
 * a price that is not there yet is left out; a quote whose line is silent says {@code
 * "stale":true}.
 */
public enum QuoteFormat {
  /** Raw door, mode {@code ltp}: {@code {"s","e","q","l","t"}}. */
  LTP(0, Subject.QUOTE),

  /** Raw door, mode {@code quote}: all short keys. */
  QUOTE(1, Subject.QUOTE),

  /** Raw door, mode {@code full}: all short keys, then {@code bs}, {@code as} and their stamps. */
  FULL(2, Subject.FULL),

  /** Bridge: the envelope {@code {"type":"rec","address","body"}} with long names. */
  BRIDGE(3, Subject.QUOTE),

  /** Bridge inside SockJS: the same envelope as a JSON string. */
  SOCKJS(4, Subject.QUOTE),

  BRIDGE_DEPTH(5, Subject.DEPTH),

  SOCKJS_DEPTH(6, Subject.DEPTH),

  BRIDGE_TRADES(7, Subject.TRADES),

  SOCKJS_TRADES(8, Subject.TRADES),

  /** Protobuf door, mode {@code ltp}: a field of {@code Quotes} (stream.proto). */
  PROTOBUF_LTP(9, Subject.QUOTE),

  PROTOBUF_QUOTE(10, Subject.QUOTE),

  PROTOBUF_FULL(11, Subject.FULL);

  static final byte[] STALE = ascii(",\"stale\":true");

  private static final byte[] FRESH = ascii(",\"stale\":false");
  private static final byte[] OUTLIER = ascii(",\"ol\":true");
  private static final byte[] NO_OUTLIER = ascii(",\"ol\":false");
  private static final byte[] SOURCE = ascii(",\"src\":\"");
  private static final byte[] NAME = ascii("{\"s\":\"");
  private static final byte[] EPOCH = ascii("\",\"e\":");
  private static final byte[] SEQ = ascii(",\"q\":");
  private static final byte[] PREVIOUS_SEQ = ascii(",\"p\":");
  private static final byte[] DEPTH_SEQ = ascii(",\"dq\":");
  private static final byte[] DEPTH_TIME = ascii(",\"dt\":");
  private static final byte[] TIME = ascii(",\"t\":");

  private static final List<QuoteField> LTP_FIELDS = List.of(QuoteField.LAST);

  private final int index;
  private final Subject subject;

  QuoteFormat(int index, Subject subject) {
    this.index = index;
    this.subject = subject;
  }

  /** How a subject is written for the bridge, plain or inside SockJS. */
  public static QuoteFormat ofBridge(Subject subject, boolean insideSockJs) {
    return switch (subject) {
      case QUOTE, FULL -> insideSockJs ? SOCKJS : BRIDGE;
      case DEPTH -> insideSockJs ? SOCKJS_DEPTH : BRIDGE_DEPTH;
      case TRADES -> insideSockJs ? SOCKJS_TRADES : BRIDGE_TRADES;
    };
  }

  /** Its place in a cell's array of fragments. */
  int index() {
    return index;
  }

  /** What it is a format of. */
  Subject subject() {
    return subject;
  }

  /**
   * Appends what a cell holds; returns where an update's {@code p} goes (the end, where the format
   * has none). Protobuf is encoded as an update; what is returned is where its content begins.
   */
  int encode(QuoteCell cell, FrameBytes out) {
    return switch (this) {
      case LTP, QUOTE, FULL -> encodeShort(cell, out);
      case PROTOBUF_LTP, PROTOBUF_QUOTE, PROTOBUF_FULL -> ProtobufQuotes.encode(this, cell, out);
      case BRIDGE, SOCKJS -> {
        var from = beginBridge(out);
        BridgeQuotes.encode(cell.nameBytes(), cell.latest(), out);
        yield endBridge(from, out);
      }
      case BRIDGE_DEPTH, SOCKJS_DEPTH -> {
        var from = beginBridge(out);
        BridgeDepth.encode(cell.nameBytes(), cell.depth(), cell.latest(), out);
        yield endBridge(from, out);
      }
      case BRIDGE_TRADES, SOCKJS_TRADES -> throw new IllegalArgumentException("no tape here");
    };
  }

  /** Begins a message of the bridge; returns from where {@link #endBridge} closes it. */
  int beginBridge(FrameBytes out) {
    return isInsideSockJs() ? out.put('"').length() : out.length();
  }

  /** Ends a message of the bridge; returns where it ends. */
  int endBridge(int from, FrameBytes out) {
    return isInsideSockJs() ? out.escapeFrom(from).put('"').length() : out.length();
  }

  private boolean isInsideSockJs() {
    return switch (this) {
      case SOCKJS, SOCKJS_DEPTH, SOCKJS_TRADES -> true;
      case LTP, QUOTE, FULL, BRIDGE, BRIDGE_DEPTH, BRIDGE_TRADES -> false;
      case PROTOBUF_LTP, PROTOBUF_QUOTE, PROTOBUF_FULL -> false;
    };
  }

  /** Whether it is Protobuf: stamps count from the loop's time base. */
  boolean isProtobuf() {
    return switch (this) {
      case PROTOBUF_LTP, PROTOBUF_QUOTE, PROTOBUF_FULL -> true;
      case LTP, QUOTE, FULL, BRIDGE, BRIDGE_DEPTH, BRIDGE_TRADES -> false;
      case SOCKJS, SOCKJS_DEPTH, SOCKJS_TRADES -> false;
    };
  }

  /** Whether updates may tell changed fields alone. */
  public boolean canTellChanges() {
    return switch (this) {
      case LTP, QUOTE, FULL, PROTOBUF_LTP, PROTOBUF_QUOTE, PROTOBUF_FULL -> true;
      case BRIDGE, SOCKJS, BRIDGE_DEPTH, SOCKJS_DEPTH, BRIDGE_TRADES, SOCKJS_TRADES -> false;
    };
  }

  /** Appends what changed since a state of the same epoch, with its seq as {@code p}. */
  void encodeChanges(ChangeLog.State before, QuoteCell cell, FrameBytes out) {
    if (isProtobuf()) {
      ProtobufQuotes.encodeChanges(this, before, cell, out);
    } else {
      encodeShortChanges(before, cell, out);
    }
  }

  private void encodeShortChanges(ChangeLog.State before, QuoteCell cell, FrameBytes out) {
    var was = before.quote();
    var now = cell.latest();
    head(cell.nameBytes(), now, out);
    out.raw(PREVIOUS_SEQ).number(was.getSeq());
    for (var field : shortFields()) {
      field.appendChange(was, now, out);
    }
    if (was.getOutlier() != now.getOutlier()) {
      out.raw(now.getOutlier() ? OUTLIER : NO_OUTLIER);
    }
    if (was.getStale() != now.getStale()) {
      out.raw(now.getStale() ? STALE : FRESH);
      appendSource(now, out);
    }
    if (this == FULL) {
      DepthField.BIDS.appendChange(before.depth(), cell.depth(), out);
      DepthField.ASKS.appendChange(before.depth(), cell.depth(), out);
      appendDepthStamps(cell, out);
    }
    tail(now, out);
  }

  static void appendPreviousSeq(long seq, FrameBytes out) {
    out.raw(PREVIOUS_SEQ).number(seq);
  }

  private int encodeShort(QuoteCell cell, FrameBytes out) {
    var quote = cell.latest();
    head(cell.nameBytes(), quote, out);
    var mark = out.length();
    for (var field : shortFields()) {
      field.appendShort(quote, out);
    }
    if (quote.getOutlier()) {
      out.raw(OUTLIER);
    }
    if (quote.getStale()) {
      out.raw(STALE);
      appendSource(quote, out);
    }
    if (this == FULL) {
      DepthField.BIDS.appendShort(cell.depth(), out);
      DepthField.ASKS.appendShort(cell.depth(), out);
      appendDepthStamps(cell, out);
    }
    tail(quote, out);
    return mark;
  }

  private List<QuoteField> shortFields() {
    return this == LTP ? LTP_FIELDS : QuoteField.ALL;
  }

  private static void appendDepthStamps(QuoteCell cell, FrameBytes out) {
    out.raw(DEPTH_SEQ).number(cell.depth().getSeq());
    if (cell.depth().getAsOf() != 0) {
      out.raw(DEPTH_TIME).number(cell.depth().getAsOf());
    }
  }

  /** The feed that went silent. */
  private static void appendSource(Quote quote, FrameBytes out) {
    if (quote.getStale() && !quote.getSource().isEmpty()) {
      var from = out.raw(SOURCE).length();
      out.raw(ascii(quote.getSource())).escapeFrom(from).put('"');
    }
  }

  private static void head(byte[] name, Quote quote, FrameBytes out) {
    out.raw(NAME).raw(name).raw(EPOCH).number(quote.getEpoch()).raw(SEQ).number(quote.getSeq());
  }

  private static void tail(Quote quote, FrameBytes out) {
    if (quote.getAsOf() != 0) {
      out.raw(TIME).number(quote.getAsOf());
    }
    out.put('}');
  }
}
