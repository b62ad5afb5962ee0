package openbell.order;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Columns of a list of rows, as the arrays that {@code unnest} takes; and instants both ways. */
final class SqlArrays {
  private static final long MICROS = 1_000_000;

  private SqlArrays() {}

  static <T> Long[] longs(List<T> rows, ToLongFunction<T> column) {
    return rows.stream().map(column::applyAsLong).toArray(Long[]::new);
  }

  static <T> Integer[] ints(List<T> rows, ToIntFunction<T> column) {
    return rows.stream().map(column::applyAsInt).toArray(Integer[]::new);
  }

  /** The numbers of wire enums. */
  static <T> Short[] numbers(
      List<T> rows, Function<T, ? extends com.google.protobuf.ProtocolMessageEnum> column) {
    return rows.stream().map(row -> (short) column.apply(row).getNumber()).toArray(Short[]::new);
  }

  static <T> String[] texts(List<T> rows, Function<T, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  static <T> UUID[] uuids(List<T> rows, Function<T, UUID> column) {
    return rows.stream().map(column).toArray(UUID[]::new);
  }

  static <T> Buffer[] bytes(List<T> rows, Function<T, byte[]> column) {
    return rows.stream().map(row -> Buffer.buffer(column.apply(row))).toArray(Buffer[]::new);
  }

  static <T> Boolean[] flags(List<T> rows, Function<T, Boolean> column) {
    return rows.stream().map(column).toArray(Boolean[]::new);
  }

  static <T> OffsetDateTime[] instants(List<T> rows, ToLongFunction<T> micros) {
    return rows.stream()
        .map(row -> instant(micros.applyAsLong(row)))
        .toArray(OffsetDateTime[]::new);
  }

  /** Instants of which 0 is none. */
  static <T> OffsetDateTime[] knownInstants(List<T> rows, ToLongFunction<T> micros) {
    return rows.stream()
        .map(row -> micros.applyAsLong(row) == 0 ? null : instant(micros.applyAsLong(row)))
        .toArray(OffsetDateTime[]::new);
  }

  /** Bytes of which the empty ones are none. */
  static <T> Buffer[] knownBytes(List<T> rows, Function<T, ByteBuffer> column) {
    return rows.stream().map(row -> buffer(column.apply(row))).toArray(Buffer[]::new);
  }

  private static Buffer buffer(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) {
      return null;
    }
    var copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return Buffer.buffer(copy);
  }

  /** Microseconds since 1970 as a timestamptz. */
  static OffsetDateTime instant(long micros) {
    return Instant.ofEpochSecond(
            Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000)
        .atOffset(ZoneOffset.UTC);
  }

  /** A timestamptz as microseconds since 1970. */
  static long micros(OffsetDateTime instant) {
    return micros(instant.toInstant());
  }

  /** Microseconds since 1970. */
  static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1_000);
  }
}
