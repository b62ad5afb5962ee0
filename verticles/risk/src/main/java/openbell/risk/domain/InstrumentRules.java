package openbell.risk.domain;

import java.util.Optional;

/** What may be traded at all now. */
final class InstrumentRules {
  static final Rule TRADABLE = InstrumentRules::tradable;
  static final Rule NOT_RESTRICTED = InstrumentRules::notRestricted;
  static final Rule NOT_HALTED = InstrumentRules::notHalted;

  private InstrumentRules() {}

  private static Optional<Refusal> tradable(OrderToCheck order, Surroundings at) {
    return Rule.refuseIf(
        !at.listing().tradable(),
        Refusal.of("instrument.not_tradable", "The instrument is not traded now.", "/symbol"));
  }

  private static Optional<Refusal> notRestricted(OrderToCheck order, Surroundings at) {
    return Rule.refuseIf(
        at.standing().restricted(),
        Refusal.of(
            "risk.instrument_restricted", "The instrument is not traded with us.", "/symbol"));
  }

  private static Optional<Refusal> notHalted(OrderToCheck order, Surroundings at) {
    return switch (at.standing().halt()) {
      case NONE -> Optional.empty();
      case HALTED ->
          Optional.of(
              Refusal.of(
                  "market.halted", "Trading in the instrument is halted; cancels are taken.", ""));
      case CANCEL_ONLY ->
          Optional.of(
              Refusal.of(
                  "market.cancel_only", "Orders in the instrument can only be cancelled.", ""));
    };
  }
}
