package openbell.risk.domain;

import java.util.Optional;

/** One rule: a refusal, or nothing to say. Pure. */
public interface Rule {
  /** Why the order may not pass; empty if this rule has nothing against it. */
  Optional<Refusal> check(OrderToCheck order, Surroundings at);
}
