package openbell.gateway.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import openbell.runtime.Fault;

/**
 * What went wrong, as RFC 9457 and CONTRACT.md say it. Immutable; knows nothing of the request it
 * answers but whether it could have changed something.
 *
 * @param status the HTTP status
 * @param code dotted and stable, e.g. {@code request.malformed}
 * @param detail one sentence for a person
 * @param outcome whether the request had an effect
 * @param retryable whether the same request may succeed later
 * @param errors one entry for each field at fault
 * @param hint what would be accepted instead; empty if none
 */
public record Problem(
    int status,
    String code,
    String detail,
    Outcome outcome,
    boolean retryable,
    List<FieldError> errors,
    String hint) {
  private static final String TYPE = "urn:openbell:problem:";

  /** Whether a request had an effect. */
  public enum Outcome {
    NOT_APPLIED,
    APPLIED,
    UNKNOWN
  }

  /**
   * One field at fault.
   *
   * @param pointer JSON pointer into the body, or {@code ?name} of a query parameter
   */
  public record FieldError(String pointer, String code, String detail) {}

  public Problem {
    errors = List.copyOf(errors);
  }

  /** A refusal: nothing was applied, and the same request will be refused again. */
  public static Problem refused(int status, String code, String detail) {
    return refused(status, code, detail, List.of(), "");
  }

  /** A refusal with the fields at fault and a hint. */
  public static Problem refused(
      int status, String code, String detail, List<FieldError> errors, String hint) {
    return new Problem(status, code, detail, Outcome.NOT_APPLIED, false, errors, hint);
  }

  /** A refusal that names fields: its code and detail are the first one's. */
  public static Problem ofFields(List<FieldError> errors) {
    var first = errors.getFirst();
    return refused(400, first.code(), first.detail(), errors, "");
  }

  /** A refusal that time mends: too many requests, or in progress. */
  public static Problem later(int status, String code, String detail) {
    return new Problem(status, code, detail, Outcome.NOT_APPLIED, true, List.of(), "");
  }

  /**
   * The world said no.
   *
   * @param command whether the request could have changed something
   */
  public static Problem of(Fault fault, boolean command) {
    var outcome = command && !fault.outcomeKnown() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
    var detail =
        outcome == Outcome.UNKNOWN
            ? "A part of the platform did not answer; look the request up before you repeat it."
            : "A part of the platform is away; nothing was applied.";
    return new Problem(503, fault.code(), detail, outcome, fault.retryable(), List.of(), "");
  }

  /** A bug: its cause is in the log under the request id, never in the answer. */
  public static Problem internal(boolean command) {
    var outcome = command ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
    return new Problem(
        500, "system.internal", "Something failed on our side.", outcome, false, List.of(), "");
  }

  /** The body of {@code application/problem+json}. */
  public JsonObject toJson(String instance, String requestId) {
    var json =
        new JsonObject()
            .put("type", TYPE + code)
            .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
            .put("status", status)
            .put("code", code)
            .put("detail", detail)
            .put("instance", instance)
            .put("requestId", requestId)
            .put("outcome", outcome.name())
            .put("retryable", retryable);
    if (!errors.isEmpty()) {
      var fields = new JsonArray();
      errors.forEach(
          error ->
              fields.add(
                  new JsonObject()
                      .put("pointer", error.pointer())
                      .put("code", error.code())
                      .put("detail", error.detail())));
      json.put("errors", fields);
    }
    return hint.isEmpty() ? json : json.put("hint", hint);
  }
}
