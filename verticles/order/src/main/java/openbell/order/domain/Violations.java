package openbell.order.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what stands against an order; the first one's status is the answer's. */
final class Violations {
  private final List<Refusal> refusals = new ArrayList<>(0);
  private int status;

  void add(int itsStatus, Refusal refusal) {
    if (refusals.isEmpty()) {
      status = itsStatus;
    }
    refusals.add(refusal);
  }

  void add(int itsStatus, String code, String detail) {
    add(itsStatus, Refusal.of(code, detail));
  }

  void add(Refused refused) {
    refused.refusals().forEach(refusal -> add(refused.status(), refusal));
  }

  /** The refusal; empty if there is nothing to refuse. */
  Optional<Refused> refused() {
    return refusals.isEmpty() ? Optional.empty() : Optional.of(new Refused(status, refusals));
  }
}
