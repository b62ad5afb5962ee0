package openbell.model.itch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import openbell.model.Side;

/**
 * Reads an ITCH message where it lies: one object is laid over the bytes of each message in turn.
 * Allocates nothing and throws nothing, whatever the bytes are. For one thread.
 */
public final class ItchMessage {
  private static final VarHandle U16 = view(short[].class);
  private static final VarHandle U32 = view(int[].class);
  private static final VarHandle U64 = view(long[].class);
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private byte[] bytes = new byte[ItchType.MAX_LENGTH];
  private int start;
  private ItchType type = ItchType.SYSTEM_EVENT;

  private static VarHandle view(Class<?> arrays) {
    return MethodHandles.byteArrayViewVarHandle(arrays, ByteOrder.BIG_ENDIAN)
        .withInvokeExactBehavior();
  }

  /**
   * Lays this over a message. Anything but VALID leaves it over the message before.
   *
   * @param from the message's first byte; from and length must lie within the array
   */
  public ItchSyntax wrap(byte[] array, int from, int length) {
    if (length <= 0) {
      return ItchSyntax.EMPTY;
    }
    var expected = ItchType.lengthOf(array[from]);
    if (expected == 0) {
      return ItchSyntax.UNKNOWN_TYPE;
    }
    if (expected != length) {
      return ItchSyntax.WRONG_LENGTH;
    }
    var found = ItchType.ofKnown(array[from]);
    if (nanos(array, from) >= DAY_NANOS || !hasValidSide(found, array, from)) {
      return ItchSyntax.BAD_VALUE;
    }
    bytes = array;
    start = from;
    type = found;
    return ItchSyntax.VALID;
  }

  private static boolean hasValidSide(ItchType type, byte[] array, int from) {
    var offset = type.offset(ItchField.SIDE);
    return offset == 0 || array[from + offset] == 'B' || array[from + offset] == 'S';
  }

  public ItchType type() {
    return type;
  }

  /** Copies the message into an array that has room for it from an index on; says its length. */
  public int copyTo(byte[] into, int at) {
    System.arraycopy(bytes, start, into, at, type.length());
    return type.length();
  }

  /** The stock's number of this day, 0 if the message is about none. */
  public int stockLocate() {
    return u16(start + 1);
  }

  public int trackingNumber() {
    return u16(start + 3);
  }

  /** Nanoseconds since midnight at the exchange; less than a day. */
  public long timestampNanos() {
    return nanos(bytes, start);
  }

  /** A field's value; 0 if messages of this type do not carry it. */
  public long get(ItchField field) {
    var offset = type.offset(field);
    if (offset == 0) {
      return 0;
    }
    return switch (field.width()) {
      case 1 -> bytes[start + offset] & 0xFF;
      case 2 -> u16(start + offset);
      case 4 -> u32(start + offset);
      default -> u64(start + offset);
    };
  }

  /** Day-unique number of an order; unsigned. */
  public long orderReference() {
    return u64(start + ItchType.HEADER_LENGTH);
  }

  /** The side of the order (for a trade: of the resting, hidden one). */
  public Side side() {
    return get(ItchField.SIDE) == 'S' ? Side.SELL : Side.BUY;
  }

  /** Shares of the message, whatever its type calls them. */
  public long shares() {
    return type == ItchType.CROSS_TRADE ? get(ItchField.CROSS_SHARES) : get(ItchField.SHARES);
  }

  /** 1/10,000. */
  public long price() {
    return get(ItchField.PRICE);
  }

  /** The stock's symbol as {@link ItchStock} reads it. */
  public long stock() {
    return get(ItchField.STOCK);
  }

  private static long nanos(byte[] array, int from) {
    // Six bytes that follow two of the tracking number.
    return (long) U64.get(array, from + 3) & 0xFFFF_FFFF_FFFFL;
  }

  private int u16(int at) {
    return (short) U16.get(bytes, at) & 0xFFFF;
  }

  private long u32(int at) {
    return (int) U32.get(bytes, at) & 0xFFFF_FFFFL;
  }

  private long u64(int at) {
    return (long) U64.get(bytes, at);
  }
}
