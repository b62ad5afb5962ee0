package openbell.model;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/** Order ids are UUIDs of version 7 (RFC 9562): 16 bytes, big endian, on every internal wire. */
public final class OrderId {
  private static final int BYTES = 16;

  private OrderId() {}

  /**
   * A UUIDv7 of an instant and 74 bits of entropy.
   *
   * @param epochMillis milliseconds since 1970
   * @param randomA its low 12 bits are used
   * @param randomB its low 62 bits are used
   */
  public static UUID uuidV7(long epochMillis, long randomA, long randomB) {
    var high = (epochMillis << 16) | 0x7000L | (randomA & 0x0fffL);
    var low = (randomB & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  /** The 16 bytes of an id. */
  public static ByteString toBytes(UUID id) {
    var bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).flip();
    return ByteString.copyFrom(bytes);
  }

  /** The id of 16 bytes; throws IllegalArgumentException for any other length. */
  public static UUID of(ByteString bytes) {
    if (bytes.size() != BYTES) {
      throw new IllegalArgumentException("an order id has 16 bytes, not " + bytes.size());
    }
    var buffer = bytes.asReadOnlyByteBuffer();
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  /** The id of its canonical text (36 characters), empty if it is none. */
  public static Optional<UUID> parse(String text) {
    if (text.length() != 36) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
