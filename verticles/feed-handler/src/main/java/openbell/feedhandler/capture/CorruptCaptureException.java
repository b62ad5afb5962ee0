package openbell.feedhandler.capture;

import java.io.Serial;

/** Bytes that no capture holds at their place. */
final class CorruptCaptureException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  CorruptCaptureException() {
    super("not what a capture holds", null, false, false);
  }
}
