package openbell.feedhandler.publish;

import com.google.protobuf.ByteString;

/**
 * A depth's bytes: nobody in this process reads its forty levels, so that they are no objects.
 *
 * @param index the symbol's place among those of its feed, from 0
 */
public record EncodedDepth(int index, String symbol, long epoch, long seq, ByteString bytes)
    implements Encoded {}
