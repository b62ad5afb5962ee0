package openbell.model;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What Redis holds of one symbol: epoch and seq of a message in 16 hexadecimal digits each, then
 * its Protobuf bytes. Of two values the one that is greater as text is the newer one,
 * lexicographically by (epoch, seq), so that a script can tell without reading the message.
 */
public final class SnapshotValue {
  /** How many bytes tell which of two values is newer. */
  public static final int STAMP = 32;

  private static final HexFormat HEX = HexFormat.of();

  private SnapshotValue() {}

  /** The value of a message; neither epoch nor seq is negative. */
  public static byte[] of(long epoch, long seq, ByteString message) {
    var stamp = HEX.toHexDigits(epoch) + HEX.toHexDigits(seq);
    return ByteString.copyFromUtf8(stamp).concat(message).toByteArray();
  }

  /** The message's bytes; none of a value that is too short to be one. */
  public static byte[] message(byte[] value) {
    return Arrays.copyOfRange(value, Math.min(STAMP, value.length), value.length);
  }
}
