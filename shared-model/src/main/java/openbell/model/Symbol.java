package openbell.model;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A listing: market identifier code (ISO 10383, FIX 207) and the market's symbol (FIX 55). Its
 * canonical text, {@code XNSE:RELIANCE}, stands in keys, addresses and topics.
 *
 * @param mic four capital letters or digits, e.g. {@code XNSE}
 * @param code 1 to 20 of {@code A-Z 0-9 & - .}, e.g. {@code M&M}, {@code BRK.B}
 */
public record Symbol(String mic, String code) {
  private static final Pattern MIC = Pattern.compile("[A-Z0-9]{4}");
  private static final Pattern CODE = Pattern.compile("[A-Z0-9&.\\-]{1,20}");

  public Symbol {
    Objects.requireNonNull(mic, "mic");
    Objects.requireNonNull(code, "code");
    if (!MIC.matcher(mic).matches()) {
      throw new IllegalArgumentException("not a market identifier code: " + mic);
    }
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("not a symbol: " + code);
    }
  }

  /** The symbol of a canonical text; throws IllegalArgumentException if it is none. */
  public static Symbol of(String canonical) {
    return parse(canonical)
        .orElseThrow(() -> new IllegalArgumentException("not a canonical symbol: " + canonical));
  }

  /** The symbol of a canonical text, empty if the text is none. */
  public static Optional<Symbol> parse(String canonical) {
    var colon = canonical.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    var mic = canonical.substring(0, colon);
    var code = canonical.substring(colon + 1);
    return MIC.matcher(mic).matches() && CODE.matcher(code).matches()
        ? Optional.of(new Symbol(mic, code))
        : Optional.empty();
  }

  /** Whether this could be the bare symbol of a listing, e.g. {@code RELIANCE}. */
  public static boolean isBare(String text) {
    return CODE.matcher(text).matches();
  }

  /** The canonical text. */
  @Override
  public String toString() {
    return mic + ":" + code;
  }
}
