package openbell.model;

import com.google.protobuf.ByteString;
import java.util.Arrays;

/**
 * What Redis holds of one symbol: epoch and seq of a message in 16 hexadecimal digits each, then
 * its Protobuf bytes. Of two values the one that is greater as text is the newer one,
 * lexicographically by (epoch, seq), so that a script can tell without reading the message.
 */
public final class SnapshotValue {
  /** How many bytes tell which of two values is newer. */
  public static final int STAMP = 32;

  private static final int DIGIT_BITS = 4;
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private SnapshotValue() {}

  /** The value of a message; neither epoch nor seq is negative. */
  public static byte[] of(long epoch, long seq, ByteString message) {
    var value = new byte[STAMP + message.size()];
    write(epoch, value, STAMP / 2);
    write(seq, value, STAMP);
    message.copyTo(value, STAMP);
    return value;
  }

  private static void write(long number, byte[] value, int end) {
    var left = number;
    for (var at = end - 1; at >= end - STAMP / 2; at--) {
      value[at] = DIGITS[(int) left & (DIGITS.length - 1)];
      left >>>= DIGIT_BITS;
    }
  }

  /** The message's bytes; none of a value that is too short to be one. */
  public static byte[] message(byte[] value) {
    return Arrays.copyOfRange(value, Math.min(STAMP, value.length), value.length);
  }
}
