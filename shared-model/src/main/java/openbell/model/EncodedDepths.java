package openbell.model;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.EncodedDepth;

/** Depths as they travel the bus: encoded once, decoded only where somebody asks for them. */
public final class EncodedDepths {
  private EncodedDepths() {}

  public static EncodedDepth of(Depth depth) {
    return EncodedDepth.newBuilder()
        .setSymbol(depth.getSymbol())
        .setEpoch(depth.getEpoch())
        .setSeq(depth.getSeq())
        .setDepth(depth.toByteString())
        .build();
  }

  /** The depth; empty if its bytes are malformed. */
  public static Optional<Depth> decode(EncodedDepth encoded) {
    try {
      return Optional.of(Depth.parseFrom(encoded.getDepth()));
    } catch (InvalidProtocolBufferException malformed) {
      return Optional.empty();
    }
  }
}
