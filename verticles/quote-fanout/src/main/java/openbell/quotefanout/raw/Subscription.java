package openbell.quotefanout.raw;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a client asks for when it subscribes.
 *
 * @param names as the client wrote them; at least one
 * @param minChangePpm 0 to 1,000,000
 * @param windowMs any number; empty: the client keeps the one it has
 * @param last whether heartbeats are to carry the newest seq of each symbol
 */
public record Subscription(
    List<String> names,
    QuoteMode mode,
    boolean changedOnly,
    long minChangePpm,
    OptionalInt windowMs,
    boolean last) {
  static final long MAX_RATIO_PPM = 1_000_000;
}
