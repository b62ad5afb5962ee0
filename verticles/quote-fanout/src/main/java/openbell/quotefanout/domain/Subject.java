package openbell.quotefanout.domain;

import java.util.Arrays;
import java.util.Optional;

/** What of a symbol a client watches. */
public enum Subject {
  /** The quote. */
  QUOTE("quotes."),

  /** The quote with the depth, in one fragment. */
  FULL("quotes."),

  /** The depth alone. */
  DEPTH("depth."),

  /** The public tape. */
  TRADES("trades.");

  private final String prefix;

  Subject(String prefix) {
    this.prefix = prefix;
  }

  /** What the bridge's address of this subject begins with. */
  public String prefix() {
    return prefix;
  }

  /** The subject that a bridge address is of: QUOTE, DEPTH or TRADES. */
  public static Optional<Subject> ofAddress(String address) {
    return Arrays.stream(values())
        .filter(subject -> subject != FULL && address.startsWith(subject.prefix))
        .findFirst();
  }

  /** Whether a client that watches the one and asks for the other changes its mind. */
  boolean replaces(Subject other) {
    return prefix.equals(other.prefix);
  }

  /** Whether depth is part of it. */
  boolean hasDepth() {
    return this == FULL || this == DEPTH;
  }
}
