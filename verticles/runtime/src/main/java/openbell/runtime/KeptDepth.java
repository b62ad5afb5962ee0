package openbell.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.EncodedDepth;

/** One symbol's newest depth, in bytes that are written over. Thread-safe. */
final class KeptDepth implements KeptBySymbol.Kept<EncodedDepth> {
  private long epoch;
  private long seq;
  private byte[] bytes;
  private int length;

  KeptDepth(EncodedDepth depth) {
    bytes = new byte[depth.getDepth().size()];
    write(depth);
  }

  @Override
  public synchronized boolean take(EncodedDepth depth) {
    var isNewer = depth.getEpoch() > epoch || (depth.getEpoch() == epoch && depth.getSeq() > seq);
    if (isNewer) {
      write(depth);
    }
    return isNewer;
  }

  private void write(EncodedDepth depth) {
    epoch = depth.getEpoch();
    seq = depth.getSeq();
    length = depth.getDepth().size();
    if (length > bytes.length) {
      bytes = new byte[length + length / 8];
    }
    depth.getDepth().copyTo(bytes, 0);
  }

  /** The depth; empty if its bytes are malformed. */
  synchronized Optional<Depth> decode() {
    try {
      return Optional.of(Depth.parser().parseFrom(bytes, 0, length));
    } catch (InvalidProtocolBufferException malformed) {
      return Optional.empty();
    }
  }
}
