package openbell.quotefanout.domain;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What a long-polling client has seen, as a text that says nothing to it: the node keeps nothing
 * between two polls, and any node can go on. Bound to the symbols it was given for.
 */
public final class PollCursor {
  private static final int MAX_CHARS = 4_096;
  private static final int MAX_VARINT_BYTES = 10;

  private final byte[] bytes;
  private int at;

  private PollCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The cursor of a list of marks, in the order of the names. */
  static String encode(List<String> names, List<Mark> marks) {
    var out = new ByteArrayOutputStream(8 + marks.size() * 8);
    put(out, checksum(names));
    var epoch = 0L;
    for (var mark : marks) {
      put(out, zigzag(mark.epoch() - epoch));
      put(out, mark.seq());
      put(out, mark.depthSeq());
      out.write(mark.stale() ? 1 : 0);
      epoch = mark.epoch();
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  /**
   * The marks in a cursor, one for each name; none if it was given for other names. Empty if it is
   * no cursor at all.
   */
  static Optional<List<Mark>> decode(String text, List<String> names) {
    if (text.length() > MAX_CHARS) {
      return Optional.empty();
    }
    try {
      return new PollCursor(Base64.getUrlDecoder().decode(text)).marks(names);
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  private Optional<List<Mark>> marks(List<String> names) {
    var checksum = next();
    if (at > bytes.length) {
      return Optional.empty();
    }
    if (checksum != checksum(names)) {
      return Optional.of(List.of());
    }
    var marks = new ArrayList<Mark>(names.size());
    var epoch = 0L;
    for (var i = 0; i < names.size(); i++) {
      epoch += unzigzag(next());
      marks.add(new Mark(epoch, next(), next(), next() == 1));
    }
    return at == bytes.length ? Optional.of(marks) : Optional.empty();
  }

  /** The next number; behind the end, or too long, it moves beyond the end for good. */
  private long next() {
    var value = 0L;
    for (var i = 0; i < MAX_VARINT_BYTES; i++) {
      if (at >= bytes.length) {
        break;
      }
      var b = bytes[at++];
      value |= (b & 0x7fL) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    at = bytes.length + 1;
    return 0;
  }

  private static void put(ByteArrayOutputStream out, long value) {
    var rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  private static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }

  private static long checksum(List<String> names) {
    var sum = new CRC32();
    for (var name : names) {
      sum.update(name.getBytes(StandardCharsets.UTF_8));
      sum.update(',');
    }
    return sum.getValue();
  }
}
