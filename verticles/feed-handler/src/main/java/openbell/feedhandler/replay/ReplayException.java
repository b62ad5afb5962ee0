package openbell.feedhandler.replay;

import java.io.Serial;

/** A recording cannot be read (any further); the message is one sentence with file and line. */
public final class ReplayException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /** A cause that the sentence says in full. */
  public ReplayException(String sentence) {
    super(sentence);
  }

  /** As above, with what lies below it. */
  public ReplayException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
