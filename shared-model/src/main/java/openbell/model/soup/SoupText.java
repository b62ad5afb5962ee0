package openbell.model.soup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Fixed-width fields of ASCII, padded with spaces (SoupBinTCP 3.00, section 2.1). */
final class SoupText {
  private SoupText() {}

  static void putLeft(ByteBuffer to, String text, int width) {
    to.put(text.getBytes(StandardCharsets.US_ASCII));
    pad(to, width - text.length());
  }

  static void putRight(ByteBuffer to, String text, int width) {
    pad(to, width - text.length());
    to.put(text.getBytes(StandardCharsets.US_ASCII));
  }

  static String take(ByteBuffer from, int width) {
    var bytes = new byte[width];
    from.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII).strip();
  }

  /** A number of digits alone; all spaces are 0; empty if it is no number or exceeds a long. */
  static OptionalLong takeNumber(ByteBuffer from, int width) {
    var text = take(from, width);
    if (!text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(text.isEmpty() ? 0 : Long.parseLong(text));
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }

  static void require(String name, String text, int width) {
    if (text.length() > width || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException(name + " takes at most " + width + " ASCII characters");
    }
  }

  private static void pad(ByteBuffer to, int spaces) {
    for (var i = 0; i < spaces; i++) {
      to.put((byte) ' ');
    }
  }
}
