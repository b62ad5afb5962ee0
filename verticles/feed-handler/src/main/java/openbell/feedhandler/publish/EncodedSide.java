package openbell.feedhandler.publish;

import java.util.Arrays;

/** The levels of one side as they were last encoded. */
final class EncodedSide {
  private static final int SPARE = 32;

  private byte[] bytes = {};
  private int length = -1;

  boolean isEncoded() {
    return length >= 0;
  }

  /** Takes over what stands at the beginning of these bytes. */
  void set(byte[] from, int newLength) {
    if (newLength > bytes.length) {
      bytes = Arrays.copyOf(from, newLength + SPARE);
    } else {
      System.arraycopy(from, 0, bytes, 0, newLength);
    }
    length = newLength;
  }

  /** Writes them at a place; the place after them. */
  int writeTo(byte[] into, int at) {
    System.arraycopy(bytes, 0, into, at, length);
    return at + length;
  }
}
