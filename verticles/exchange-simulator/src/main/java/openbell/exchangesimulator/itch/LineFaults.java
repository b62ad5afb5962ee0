package openbell.exchangesimulator.itch;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What one line does to its packets, for tests: the same seed does the same. On the tape's event
 * loop.
 */
final class LineFaults {
  /**
   * How often, in percent of the packets.
   *
   * @param delayMs how long a delayed packet is kept
   */
  record Rates(
      int dropPercent, int duplicatePercent, int reorderPercent, int delayPercent, int delayMs) {
    static final Rates NONE = new Rates(0, 0, 0, 0, 0);
  }

  /** A packet and how long to wait before it is sent. */
  record Sending(Buffer packet, int delayMs) {}

  private final Rates rates;
  private final Random random;
  private Optional<Buffer> overtaken = Optional.empty();

  LineFaults(Rates rates, long seed) {
    this.rates = rates;
    this.random = new Random(seed);
  }

  /** What is to be sent now that a packet is due: none, one, or several. */
  List<Sending> sendings(Buffer packet) {
    var sendings = new ArrayList<Sending>();
    if (hits(rates.reorderPercent()) && overtaken.isEmpty()) {
      overtaken = Optional.of(packet);
      return sendings;
    }
    if (!hits(rates.dropPercent())) {
      var sending = new Sending(packet, hits(rates.delayPercent()) ? rates.delayMs() : 0);
      sendings.add(sending);
      if (hits(rates.duplicatePercent())) {
        sendings.add(sending);
      }
    }
    overtaken.ifPresent(late -> sendings.add(new Sending(late, 0)));
    overtaken = Optional.empty();
    return sendings;
  }

  private boolean hits(int percent) {
    return percent > 0 && random.nextInt(100) < percent;
  }
}
