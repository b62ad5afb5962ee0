package openbell.model.itch;

/** Symbols as ITCH writes them: up to eight bytes of ASCII, padded with spaces, as one number. */
public final class ItchStock {
  private static final int WIDTH = 8;

  private ItchStock() {}

  /**
   * The number of a symbol.
   *
   * @throws IllegalArgumentException if it has not 1 to 8 characters of printable ASCII
   */
  public static long of(String symbol) {
    return text(symbol, WIDTH);
  }

  /**
   * The number of any text field, e.g. an MPID of 4 bytes.
   *
   * @throws IllegalArgumentException if the text has not 1 to width characters of printable ASCII
   */
  public static long text(String text, int width) {
    if (text.isEmpty() || text.length() > width) {
      throw new IllegalArgumentException("not 1 to " + width + " characters: " + text);
    }
    var number = 0L;
    for (var at = 0; at < width; at++) {
      var each = at < text.length() ? text.charAt(at) : ' ';
      if (each < ' ' || each > '~') {
        throw new IllegalArgumentException("not ASCII: " + text);
      }
      number = (number << Byte.SIZE) | each;
    }
    return number;
  }

  /** The symbol without its padding; bytes that are not printable ASCII become question marks. */
  public static String symbol(long number) {
    var text = new StringBuilder(WIDTH);
    for (var shift = 56; shift >= 0; shift -= Byte.SIZE) {
      var each = (char) ((number >>> shift) & 0xFF);
      text.append(each < ' ' || each > '~' ? '?' : each);
    }
    return text.toString().stripTrailing();
  }
}
