package openbell.venue;

import java.util.Map;
import java.util.Optional;
import openbell.model.TradingHalt;

/** What is halted, as far as it is known. Thread-safe. */
interface HaltSource {

  /** Knows nothing: whatever is halted stays so. */
  HaltSource UNKNOWN = Optional::empty;

  /**
   * The symbols that are halted; one that is not named is not. Empty while nobody knows: then what
   * was said last stays.
   */
  Optional<Map<String, TradingHalt>> halts();
}
