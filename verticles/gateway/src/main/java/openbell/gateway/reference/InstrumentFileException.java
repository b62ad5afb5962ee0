package openbell.gateway.reference;

/** A file of listings that cannot be used, with the line. */
public final class InstrumentFileException extends Exception {
  private static final long serialVersionUID = 1L;

  InstrumentFileException(int line, String reason) {
    super("line " + line + ": " + reason);
  }
}
