package openbell.feedhandler.publish;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import openbell.feedhandler.domain.DepthLevels;
import openbell.feedhandler.domain.SymbolState;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;

/**
 * Writes a symbol's depth as the bytes of a {@link Depth}, straight from its levels: of a change
 * only the bytes are left behind, no object a level. For one event loop.
 */
final class DepthEncoder {
  // A level takes 24 bytes at most, the other fields 40 and three for each character of the symbol.
  private static final int MAX_BYTES = 4_096;
  // Tags of 1 byte: the fields' numbers are below 16.
  private static final int TAGS_OF_LEVEL = 2;

  private final byte[] scratch = new byte[MAX_BYTES];

  EncodedDepth encode(SymbolState state) {
    try {
      var out = CodedOutputStream.newInstance(scratch);
      out.writeString(Depth.SYMBOL_FIELD_NUMBER, state.symbol());
      out.writeInt64(Depth.EPOCH_FIELD_NUMBER, state.epoch());
      out.writeInt64(Depth.SEQ_FIELD_NUMBER, state.seq());
      write(out, Depth.BIDS_FIELD_NUMBER, state.bids());
      write(out, Depth.ASKS_FIELD_NUMBER, state.asks());
      out.writeInt64(Depth.AS_OF_FIELD_NUMBER, state.asOf());
      var bytes = ByteString.copyFrom(scratch, 0, out.getTotalBytesWritten());
      return new EncodedDepth(state.symbol(), state.epoch(), state.seq(), bytes);
    } catch (IOException tooLong) {
      throw new UncheckedIOException(tooLong);
    }
  }

  private static void write(CodedOutputStream out, int field, DepthLevels levels)
      throws IOException {
    for (var level = 0; level < levels.size(); level++) {
      var px = levels.px(level);
      var qty = levels.qty(level);
      out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(
          TAGS_OF_LEVEL
              + CodedOutputStream.computeInt64SizeNoTag(px)
              + CodedOutputStream.computeInt64SizeNoTag(qty));
      out.writeInt64(PriceLevel.PX_FIELD_NUMBER, px);
      out.writeInt64(PriceLevel.QTY_FIELD_NUMBER, qty);
    }
  }
}
