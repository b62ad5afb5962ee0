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
  // Tags and lengths take a byte: the fields' numbers are below 16, a level's bytes below 128.
  // A level takes 24 bytes at most, the other fields 40 and three for each character of the symbol.
  private static final int MAX_BYTES = 4_096;

  private final byte[] scratch = new byte[MAX_BYTES];

  EncodedDepth encode(SymbolState state) {
    try {
      var out = CodedOutputStream.newInstance(scratch);
      out.writeString(Depth.SYMBOL_FIELD_NUMBER, state.symbol());
      out.writeInt64(Depth.EPOCH_FIELD_NUMBER, state.epoch());
      out.writeInt64(Depth.SEQ_FIELD_NUMBER, state.seq());
      var to = write(out.getTotalBytesWritten(), Depth.BIDS_FIELD_NUMBER, state.bids());
      to = write(to, Depth.ASKS_FIELD_NUMBER, state.asks());
      scratch[to] = tag(Depth.AS_OF_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
      to = number(to + 1, state.asOf());
      var bytes = ByteString.copyFrom(scratch, 0, to);
      return new EncodedDepth(state.symbol(), state.epoch(), state.seq(), bytes);
    } catch (IOException tooLong) {
      throw new UncheckedIOException(tooLong);
    }
  }

  /** Eighty numbers a depth: the library's stream writes its own place back after each byte. */
  private int write(int from, int field, DepthLevels levels) {
    var to = from;
    for (var level = 0; level < levels.size(); level++) {
      var lengthAt = to + 1;
      scratch[to] = tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      scratch[to + 2] = tag(PriceLevel.PX_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
      to = number(to + 3, levels.px(level));
      scratch[to] = tag(PriceLevel.QTY_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
      to = number(to + 1, levels.qty(level));
      scratch[lengthAt] = (byte) (to - lengthAt - 1);
    }
    return to;
  }

  private static byte tag(int field, int wireType) {
    return (byte) (field << 3 | wireType);
  }

  private int number(int from, long value) {
    var to = from;
    var rest = value;
    while ((rest & ~0x7FL) != 0) {
      scratch[to++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    scratch[to++] = (byte) rest;
    return to;
  }
}
