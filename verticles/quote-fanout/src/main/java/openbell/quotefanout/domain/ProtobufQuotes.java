package openbell.quotefanout.domain;

import static openbell.wire.stream.Quote.ASKS_FIELD_NUMBER;
import static openbell.wire.stream.Quote.ASK_FIELD_NUMBER;
import static openbell.wire.stream.Quote.ASK_QTY_FIELD_NUMBER;
import static openbell.wire.stream.Quote.BIDS_FIELD_NUMBER;
import static openbell.wire.stream.Quote.BID_FIELD_NUMBER;
import static openbell.wire.stream.Quote.BID_QTY_FIELD_NUMBER;
import static openbell.wire.stream.Quote.CONSOLIDATED_VWAP_FIELD_NUMBER;
import static openbell.wire.stream.Quote.DEPTH_SEQ_FIELD_NUMBER;
import static openbell.wire.stream.Quote.DEPTH_TIME_FIELD_NUMBER;
import static openbell.wire.stream.Quote.EPOCH_FIELD_NUMBER;
import static openbell.wire.stream.Quote.HANDLE_FIELD_NUMBER;
import static openbell.wire.stream.Quote.HIGH_FIELD_NUMBER;
import static openbell.wire.stream.Quote.LAST_PX_FIELD_NUMBER;
import static openbell.wire.stream.Quote.LAST_QTY_FIELD_NUMBER;
import static openbell.wire.stream.Quote.LOW_FIELD_NUMBER;
import static openbell.wire.stream.Quote.OPEN_FIELD_NUMBER;
import static openbell.wire.stream.Quote.OUTLIER_FIELD_NUMBER;
import static openbell.wire.stream.Quote.PREVIOUS_CLOSE_FIELD_NUMBER;
import static openbell.wire.stream.Quote.SEQ_FIELD_NUMBER;
import static openbell.wire.stream.Quote.SOURCE_FIELD_NUMBER;
import static openbell.wire.stream.Quote.STALE_FIELD_NUMBER;
import static openbell.wire.stream.Quote.TIME_FIELD_NUMBER;
import static openbell.wire.stream.Quote.VOLUME_FIELD_NUMBER;
import static openbell.wire.stream.Quote.VWAP_FIELD_NUMBER;

import java.util.List;
import java.util.function.ToLongFunction;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Quote;
import openbell.wire.stream.Change;
import openbell.wire.stream.Levels;
import openbell.wire.stream.Quotes;

/**
 * What a quote cell holds as {@code Quote} and {@code Change} of stream.proto. A fragment is a
 * field of {@code Quotes}, head and all, so that a frame is fragments one after another. Allocates
 * nothing.
 */
final class ProtobufQuotes {
  private static final int MAX_LEVELS = 20;

  /**
   * One value of a quote.
   *
   * @param whole its field in {@code Quote}
   * @param change its field in {@code Change}
   * @param isDistance whether {@code Quote} tells its distance from the last price
   */
  private record Value(int whole, int change, boolean isDistance, ToLongFunction<Quote> of) {
    void append(Quote quote, FrameBytes out) {
      var value = of.applyAsLong(quote);
      if (value != 0 && isDistance) {
        ProtobufFields.sint64(whole, value - quote.getLastPx(), out);
      } else if (value != 0) {
        ProtobufFields.int64(whole, value, out);
      }
    }

    void appendChange(Quote before, Quote now, FrameBytes out) {
      var value = of.applyAsLong(now);
      if (value != of.applyAsLong(before)) {
        ProtobufFields.int64(change, value, out);
      }
    }
  }

  private static final Value LAST =
      plain(LAST_PX_FIELD_NUMBER, Change.LAST_PX_FIELD_NUMBER, Quote::getLastPx);

  private static final List<Value> ALL =
      List.of(
          LAST,
          distance(BID_FIELD_NUMBER, Change.BID_PX_FIELD_NUMBER, Quote::getBidPx),
          distance(ASK_FIELD_NUMBER, Change.ASK_PX_FIELD_NUMBER, Quote::getAskPx),
          plain(BID_QTY_FIELD_NUMBER, Change.BID_QTY_FIELD_NUMBER, Quote::getBidQty),
          plain(ASK_QTY_FIELD_NUMBER, Change.ASK_QTY_FIELD_NUMBER, Quote::getAskQty),
          plain(VOLUME_FIELD_NUMBER, Change.VOLUME_FIELD_NUMBER, Quote::getVolume),
          distance(OPEN_FIELD_NUMBER, Change.OPEN_PX_FIELD_NUMBER, Quote::getOpenPx),
          distance(HIGH_FIELD_NUMBER, Change.HIGH_PX_FIELD_NUMBER, Quote::getHighPx),
          distance(LOW_FIELD_NUMBER, Change.LOW_PX_FIELD_NUMBER, Quote::getLowPx),
          distance(
              PREVIOUS_CLOSE_FIELD_NUMBER,
              Change.PREVIOUS_CLOSE_PX_FIELD_NUMBER,
              Quote::getPreviousClosePx),
          distance(VWAP_FIELD_NUMBER, Change.VWAP_PX_FIELD_NUMBER, Quote::getVwapPx),
          plain(LAST_QTY_FIELD_NUMBER, Change.LAST_QTY_FIELD_NUMBER, Quote::getLastQty),
          distance(
              CONSOLIDATED_VWAP_FIELD_NUMBER,
              Change.CONSOLIDATED_VWAP_PX_FIELD_NUMBER,
              Quote::getConsolidatedVwapPx));

  private ProtobufQuotes() {}

  private static Value distance(int whole, int change, ToLongFunction<Quote> of) {
    return new Value(whole, change, true, of);
  }

  private static Value plain(int whole, int change, ToLongFunction<Quote> of) {
    return new Value(whole, change, false, of);
  }

  /** Appends the cell as an update; returns where its content begins, after the head. */
  static int encode(QuoteFormat format, QuoteCell cell, FrameBytes out) {
    var quote = cell.latest();
    var from = out.length();
    ProtobufFields.int64(HANDLE_FIELD_NUMBER, cell.handle(), out);
    ProtobufFields.int64(SEQ_FIELD_NUMBER, quote.getSeq(), out);
    LAST.append(quote, out);
    appendTime(TIME_FIELD_NUMBER, quote.getAsOf(), cell, out);
    if (format != QuoteFormat.PROTOBUF_LTP) {
      for (var i = 1; i < ALL.size(); i++) {
        ALL.get(i).append(quote, out);
      }
    }
    if (quote.getOutlier()) {
      ProtobufFields.int64(OUTLIER_FIELD_NUMBER, 1, out);
    }
    if (quote.getStale()) {
      ProtobufFields.int64(STALE_FIELD_NUMBER, 1, out);
      appendSource(SOURCE_FIELD_NUMBER, quote, out);
    }
    if (format == QuoteFormat.PROTOBUF_FULL) {
      appendSide(BIDS_FIELD_NUMBER, cell.depth().getBidsList(), out);
      appendSide(ASKS_FIELD_NUMBER, cell.depth().getAsksList(), out);
      ProtobufFields.int64(DEPTH_SEQ_FIELD_NUMBER, cell.depth().getSeq(), out);
      appendTime(DEPTH_TIME_FIELD_NUMBER, cell.depth().getAsOf(), cell, out);
    }
    var content = out.length() - from;
    ProtobufFields.wrap(Quotes.UPDATES_FIELD_NUMBER, from, out);
    return out.length() - content;
  }

  /** Appends an update's content as a snapshot: with the epoch. */
  static void appendSnapshot(byte[] update, int content, int end, long epoch, FrameBytes out) {
    var from = out.raw(update, content, end).length() - (end - content);
    ProtobufFields.int64(EPOCH_FIELD_NUMBER, epoch, out);
    ProtobufFields.wrap(Quotes.SNAPSHOTS_FIELD_NUMBER, from, out);
  }

  /** Appends what changed since a state of the same epoch. */
  static void encodeChanges(
      QuoteFormat format, ChangeLog.State before, QuoteCell cell, FrameBytes out) {
    var was = before.quote();
    var now = cell.latest();
    var from = out.length();
    ProtobufFields.int64(Change.HANDLE_FIELD_NUMBER, cell.handle(), out);
    ProtobufFields.int64(Change.SEQ_FIELD_NUMBER, now.getSeq(), out);
    ProtobufFields.int64(Change.PREVIOUS_SEQ_FIELD_NUMBER, was.getSeq(), out);
    appendTime(Change.TIME_FIELD_NUMBER, now.getAsOf(), cell, out);
    for (var i = 0; i < (format == QuoteFormat.PROTOBUF_LTP ? 1 : ALL.size()); i++) {
      ALL.get(i).appendChange(was, now, out);
    }
    if (was.getOutlier() != now.getOutlier()) {
      ProtobufFields.int64(Change.OUTLIER_FIELD_NUMBER, now.getOutlier() ? 1 : 0, out);
    }
    if (was.getStale() != now.getStale()) {
      ProtobufFields.int64(Change.STALE_FIELD_NUMBER, now.getStale() ? 1 : 0, out);
      appendSource(Change.SOURCE_FIELD_NUMBER, now, out);
    }
    if (format == QuoteFormat.PROTOBUF_FULL) {
      appendDepthChanges(before, cell, out);
    }
    ProtobufFields.wrap(Quotes.CHANGES_FIELD_NUMBER, from, out);
  }

  private static void appendDepthChanges(ChangeLog.State before, QuoteCell cell, FrameBytes out) {
    var depth = cell.depth();
    if (!before.depth().getBidsList().equals(depth.getBidsList())) {
      appendSide(Change.BIDS_FIELD_NUMBER, depth.getBidsList(), out);
    }
    if (!before.depth().getAsksList().equals(depth.getAsksList())) {
      appendSide(Change.ASKS_FIELD_NUMBER, depth.getAsksList(), out);
    }
    ProtobufFields.int64(Change.DEPTH_SEQ_FIELD_NUMBER, depth.getSeq(), out);
    appendTime(Change.DEPTH_TIME_FIELD_NUMBER, depth.getAsOf(), cell, out);
  }

  private static void appendTime(int field, long asOf, QuoteCell cell, FrameBytes out) {
    if (asOf != 0) {
      ProtobufFields.sint64(field, asOf - cell.timeBase(), out);
    }
  }

  private static void appendSource(int field, Quote quote, FrameBytes out) {
    if (quote.getStale() && !quote.getSource().isEmpty()) {
      ProtobufFields.bytes(field, FrameBytes.ascii(quote.getSource()), out);
    }
  }

  private static void appendSide(int field, List<PriceLevel> side, FrameBytes out) {
    var count = Math.min(side.size(), MAX_LEVELS);
    var from = out.length();
    var above = 0L;
    for (var i = 0; i < count; i++) {
      ProtobufFields.zigzag(side.get(i).getPx() - above, out);
      above = side.get(i).getPx();
    }
    ProtobufFields.wrap(Levels.PX_FIELD_NUMBER, from, out);
    var quantities = out.length();
    for (var i = 0; i < count; i++) {
      ProtobufFields.varint(side.get(i).getQty(), out);
    }
    ProtobufFields.wrap(Levels.QTY_FIELD_NUMBER, quantities, out);
    ProtobufFields.wrap(field, from, out);
  }
}
