package openbell.feedhandler.publish;

import com.google.protobuf.ByteString;

/** A depth's bytes: nobody in this process reads its forty levels, so that they are no objects. */
public record EncodedDepth(String symbol, long epoch, long seq, ByteString bytes)
    implements Encoded {}
