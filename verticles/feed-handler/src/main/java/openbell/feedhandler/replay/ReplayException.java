package openbell.feedhandler.replay;

/** A recording cannot be read (any further); the message is one sentence with file and line. */
public final class ReplayException extends Exception {
  private static final long serialVersionUID = 1L;

  ReplayException(String sentence) {
    super(sentence);
  }

  ReplayException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
