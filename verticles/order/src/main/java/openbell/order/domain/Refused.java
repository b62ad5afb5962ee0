package openbell.order.domain;

import java.util.List;

/**
 * A command that was not applied.
 *
 * @param status HTTP's meaning: 404, 409, 412, 422, 423
 */
public record Refused(int status, List<Refusal> refusals)
    implements PlaceOutcome, CancelOutcome, ReplaceOutcome {
  public static Refused of(int status, String code, String detail) {
    return new Refused(status, List.of(Refusal.of(code, detail)));
  }

  static Refused of(int status, Refusal refusal) {
    return new Refused(status, List.of(refusal));
  }
}
