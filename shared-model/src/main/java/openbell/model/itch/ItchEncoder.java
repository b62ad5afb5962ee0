package openbell.model.itch;

import java.util.Arrays;
import openbell.model.Side;

/**
 * Writes ITCH messages of any type into an array: {@link #begin} fixes the type and writes the
 * header, one {@code put} per field follows. Fields that are not put are 0. Allocates nothing; for
 * one thread.
 */
public final class ItchEncoder {
  private byte[] bytes = new byte[ItchType.MAX_LENGTH];
  private int start;
  private ItchType type = ItchType.SYSTEM_EVENT;

  /**
   * Begins a message.
   *
   * @param at where its first byte goes; the array must have {@code type.length()} bytes from there
   * @throws IndexOutOfBoundsException if it has not
   */
  public ItchEncoder begin(ItchType messageType, byte[] array, int at) {
    type = messageType;
    bytes = array;
    start = at;
    Arrays.fill(array, at, at + messageType.length(), (byte) 0);
    array[at] = messageType.code();
    return this;
  }

  /**
   * Writes the rest of the header.
   *
   * @param locate the stock's number of this day, 0 to 65,535
   * @param nanos since midnight at the exchange
   */
  public ItchEncoder header(int locate, int trackingNumber, long nanos) {
    number(1, 2, locate);
    number(3, 2, trackingNumber);
    number(5, 6, nanos);
    return this;
  }

  /**
   * Writes a field.
   *
   * @throws IllegalArgumentException if the type has no such field, or the value does not fit
   */
  public ItchEncoder put(ItchField field, long value) {
    if (!type.has(field)) {
      throw new IllegalArgumentException(type + " carries no " + field);
    }
    number(type.offset(field), field.width(), value);
    return this;
  }

  /** Writes the side of an order. */
  public ItchEncoder side(Side side) {
    return put(ItchField.SIDE, side == Side.BUY ? 'B' : 'S');
  }

  /** The length of the message in bytes. */
  public int length() {
    return type.length();
  }

  private void number(int offset, int width, long value) {
    if (width < Long.BYTES && value >>> (width * Byte.SIZE) != 0) {
      throw new IllegalArgumentException(value + " does not fit " + width + " bytes");
    }
    for (var at = width - 1; at >= 0; at--) {
      bytes[start + offset + at] = (byte) (value >>> ((width - 1 - at) * Byte.SIZE));
    }
  }
}
