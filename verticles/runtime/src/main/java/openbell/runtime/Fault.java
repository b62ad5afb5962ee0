package openbell.runtime;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

/**
 * The world said no: a store is away, a request timed out. Carried by failed futures and across the
 * bus. A refusal (business said no) is a value, never a Fault.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int RETRYABLE = 1;
  private static final int OUTCOME_KNOWN = 2;
  private static final int BASE = 7000;

  private final String code;
  private final boolean retryable;
  private final boolean outcomeKnown;

  private Fault(String code, String detail, int flags, Throwable cause) {
    super(detail, cause, false, false);
    this.code = code;
    this.retryable = (flags & RETRYABLE) != 0;
    this.outcomeKnown = (flags & OUTCOME_KNOWN) != 0;
  }

  /** Nothing was applied; the same request may succeed later. */
  public static Fault unavailable(String code, String detail, Throwable cause) {
    return new Fault(code, detail, RETRYABLE | OUTCOME_KNOWN, cause);
  }

  /** Whether anything was applied is unknown (a timeout, a connection lost around a commit). */
  public static Fault unknown(String code, String detail, Throwable cause) {
    return new Fault(code, detail, RETRYABLE, cause);
  }

  /** What a failed bus request means. */
  public static Fault of(ReplyException failure, String address) {
    if (failure.failureType() == ReplyFailure.NO_HANDLERS) {
      return unavailable("system.unavailable", "Nobody serves " + address + " now.", null);
    }
    if (failure.failureType() == ReplyFailure.TIMEOUT) {
      return unknown("system.timeout", "No answer from " + address + " in time.", null);
    }
    var flags = failure.failureCode() >= BASE ? failure.failureCode() - BASE : 0;
    var text = String.valueOf(failure.getMessage());
    var bar = text.indexOf('|');
    return bar < 0
        ? new Fault("system.fault", text, flags, null)
        : new Fault(text.substring(0, bar), text.substring(bar + 1), flags, null);
  }

  /** Any failure as a Fault: itself, or one whose outcome is unknown. */
  public static Fault of(Throwable failure) {
    return failure instanceof Fault fault
        ? fault
        : unknown("system.fault", String.valueOf(failure.getMessage()), failure);
  }

  ReplyException toReply() {
    var flags = (retryable ? RETRYABLE : 0) | (outcomeKnown ? OUTCOME_KNOWN : 0);
    return new ReplyException(
        ReplyFailure.RECIPIENT_FAILURE, BASE + flags, code + "|" + getMessage());
  }

  /** Dotted and stable, e.g. {@code system.timeout}. */
  public String code() {
    return code;
  }

  /** Whether the same request may succeed later. */
  public boolean retryable() {
    return retryable;
  }

  /** Whether it is certain that nothing was applied. */
  public boolean outcomeKnown() {
    return outcomeKnown;
  }
}
