package openbell.launcher;

/** A start or a subcommand that cannot go on; the message is one sentence for a person. */
final class LaunchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LaunchException(String message) {
    super(message);
  }
}
