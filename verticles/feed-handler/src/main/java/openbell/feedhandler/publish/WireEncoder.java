package openbell.feedhandler.publish;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Supplier;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.domain.ReadAhead;
import openbell.feedhandler.domain.SequencedTrade;
import openbell.feedhandler.domain.SymbolState;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.Trade;

/**
 * What changed, as Protobuf messages of one source, each encoded once. Of a change of depth only
 * the bytes are left behind, no object a level; levels that stand are not encoded again. For one
 * event loop.
 */
public final class WireEncoder {
  private final WireWriter writer = new WireWriter();
  private final ReadAhead<SymbolState> ahead = new ReadAhead<>(state -> slot(state).read());
  private String source;
  private byte[] sourceField;
  private Slot[] slots = {};

  public WireEncoder(String source) {
    changeSource(source);
  }

  /** What is encoded from now on comes from another source. */
  public void changeSource(String to) {
    source = to;
    sourceField = WireWriter.string(Quote.SOURCE_FIELD_NUMBER, to);
  }

  /** Takes from a normaliser what changed since the last call. */
  public MarketDataChanges takeChanges(Normaliser normaliser) {
    var count = normaliser.changedCount();
    var quotes = new ArrayList<EncodedQuote>(count);
    var depths = new ArrayList<EncodedDepth>(count);
    var newestQuotes = new ArrayList<Newest>(count);
    var newestDepths = new ArrayList<Newest>(count);
    normaliser.drainChanged(
        ahead,
        state -> {
          var slot = slot(state);
          quotes.add(slot.encodedQuote());
          newestQuotes.add(slot.quote);
          if (state.depthChanged()) {
            depths.add(slot.encodedDepth());
            newestDepths.add(slot.depth);
          }
        });
    var trades = new ArrayList<EncodedTrade>();
    normaliser.takeTrades().forEach(trade -> trades.add(EncodedTrade.of(trade(trade))));
    return new MarketDataChanges(quotes, depths, trades, newestQuotes, newestDepths);
  }

  private Slot slot(SymbolState state) {
    if (state.index() >= slots.length) {
      slots = Arrays.copyOf(slots, Math.max(state.index() + 1, 2 * slots.length));
    }
    if (slots[state.index()] == null) {
      slots[state.index()] = new Slot(state);
    }
    return slots[state.index()];
  }

  /** A symbol, and its messages that are made when they are written. */
  private final class Slot {
    private final SymbolState state;
    private final byte[] quoteSymbol;
    private final byte[] depthSymbol;
    private final EncodedSide bids = new EncodedSide(Depth.BIDS_FIELD_NUMBER);
    private final EncodedSide asks = new EncodedSide(Depth.ASKS_FIELD_NUMBER);
    private final Newest quote;
    private final Newest depth;

    Slot(SymbolState state) {
      this.state = state;
      quoteSymbol = WireWriter.string(Quote.SYMBOL_FIELD_NUMBER, state.symbol());
      depthSymbol = WireWriter.string(Depth.SYMBOL_FIELD_NUMBER, state.symbol());
      quote = new NewestOf(state.index(), this::encodedQuote);
      depth = new NewestOf(state.index(), this::encodedDepth);
    }

    /** Reads something of each part that the messages are made of. */
    long read() {
      return state.read() + quoteSymbol.length + depthSymbol.length + bids.read() + asks.read();
    }

    EncodedQuote encodedQuote() {
      return WireEncoder.this.encodedQuote(state, quoteSymbol);
    }

    EncodedDepth encodedDepth() {
      bids.encode(state.bids(), state.bidsEdit(), writer);
      asks.encode(state.asks(), state.asksEdit(), writer);
      var bytes =
          writer
              .begin()
              .write(depthSymbol)
              .number(Depth.EPOCH_FIELD_NUMBER, state.epoch())
              .number(Depth.SEQ_FIELD_NUMBER, state.seq())
              .write(bids)
              .write(asks)
              .number(Depth.AS_OF_FIELD_NUMBER, state.asOf())
              .end();
      return new EncodedDepth(state.index(), state.symbol(), state.epoch(), state.seq(), bytes);
    }
  }

  private record NewestOf(int index, Supplier<Encoded> encode) implements Newest {
    @Override
    public Encoded message() {
      return encode.get();
    }
  }

  private EncodedQuote encodedQuote(SymbolState state, byte[] symbolField) {
    var quote = quote(state);
    var bytes =
        writer
            .begin()
            .write(symbolField)
            .number(Quote.EPOCH_FIELD_NUMBER, quote.getEpoch())
            .number(Quote.SEQ_FIELD_NUMBER, quote.getSeq())
            .number(Quote.LAST_PX_FIELD_NUMBER, quote.getLastPx())
            .number(Quote.LAST_QTY_FIELD_NUMBER, quote.getLastQty())
            .number(Quote.BID_PX_FIELD_NUMBER, quote.getBidPx())
            .number(Quote.BID_QTY_FIELD_NUMBER, quote.getBidQty())
            .number(Quote.ASK_PX_FIELD_NUMBER, quote.getAskPx())
            .number(Quote.ASK_QTY_FIELD_NUMBER, quote.getAskQty())
            .number(Quote.VOLUME_FIELD_NUMBER, quote.getVolume())
            .number(Quote.OPEN_PX_FIELD_NUMBER, quote.getOpenPx())
            .number(Quote.HIGH_PX_FIELD_NUMBER, quote.getHighPx())
            .number(Quote.LOW_PX_FIELD_NUMBER, quote.getLowPx())
            .number(Quote.PREVIOUS_CLOSE_PX_FIELD_NUMBER, quote.getPreviousClosePx())
            .number(Quote.VWAP_PX_FIELD_NUMBER, quote.getVwapPx())
            .number(Quote.AS_OF_FIELD_NUMBER, quote.getAsOf())
            .flag(Quote.STALE_FIELD_NUMBER, quote.getStale())
            .write(sourceField)
            .number(Quote.CONSOLIDATED_VWAP_PX_FIELD_NUMBER, quote.getConsolidatedVwapPx())
            .flag(Quote.OUTLIER_FIELD_NUMBER, quote.getOutlier())
            .end();
    return new EncodedQuote(state.index(), quote, bytes);
  }

  private Quote quote(SymbolState state) {
    var day = state.day();
    return Quote.newBuilder()
        .setSymbol(state.symbol())
        .setEpoch(state.epoch())
        .setSeq(state.seq())
        .setLastPx(state.lastPx())
        .setLastQty(state.lastQty())
        .setBidPx(state.bids().bestPx())
        .setBidQty(state.bids().bestQty())
        .setAskPx(state.asks().bestPx())
        .setAskQty(state.asks().bestQty())
        .setVolume(day.volume())
        .setOpenPx(day.openPx())
        .setHighPx(day.highPx())
        .setLowPx(day.lowPx())
        .setPreviousClosePx(day.previousClosePx())
        .setVwapPx(day.vwapPx())
        .setConsolidatedVwapPx(state.consolidatedVwapPx())
        .setAsOf(state.asOf())
        .setStale(state.stale())
        .setOutlier(state.outlier())
        .setSource(source)
        .build();
  }

  private static Trade trade(SequencedTrade sequenced) {
    var trade = sequenced.trade();
    return Trade.newBuilder()
        .setSymbol(trade.symbol())
        .setEpoch(sequenced.epoch())
        .setSeq(sequenced.seq())
        .setPx(trade.px())
        .setQty(trade.qty())
        .setAggressor(trade.aggressor().wire())
        .setTransactTime(trade.transactTime())
        .setTrdMatchId(trade.trdMatchId())
        .build();
  }
}
