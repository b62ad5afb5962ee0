package openbell.risk.domain;

import java.util.Optional;

/** One rule: a refusal, or nothing to say. Pure. */
public interface Rule {
  /** Why the order may not pass; empty if this rule has nothing against it. */
  Optional<Refusal> check(OrderToCheck order, Surroundings at);

  /** What a rule answers where its condition is violated. */
  static Optional<Refusal> refuseIf(boolean violated, Refusal refusal) {
    return violated ? Optional.of(refusal) : Optional.empty();
  }

  /** A refusal with what would be accepted instead. */
  static Optional<Refusal> refuse(String code, String detail, String pointer, String hint) {
    return Optional.of(Refusal.of(code, detail, pointer, hint));
  }
}
