package openbell.feedhandler.itch.domain;

import java.nio.ByteBuffer;

/**
 * Makes one stream of several lines that carry the same numbered messages: the first arrival of a
 * number wins, what comes early is held, the rest are duplicates. Held messages live in one fixed
 * array, so nothing is allocated per message. On one event loop, which owns it.
 */
public final class LineArbiter {
  /** Takes the stream, in order and without a gap. */
  @FunctionalInterface
  public interface Messages {
    /** The next message; valid during the call. */
    void message(ByteBuffer message);
  }

  /** What became of a message. */
  public enum Outcome {
    /** It was the next one: told, with what was held after it. */
    TOLD,
    /** Something before it is missing. */
    HELD,
    DUPLICATE,
    /** Too far ahead to be held: it must be asked for again. */
    BEYOND,
    /** Longer than any message of the protocol. */
    TOO_LONG
  }

  private final int mask;
  private final int maxMessage;
  private final Messages stream;
  private final byte[] bytes;
  private final ByteBuffer heldMessage;
  // Length + 1 of the message that is held in a slot, 0 for none.
  private final short[] held;
  private long next = 1;
  private long highest;

  /**
   * An arbiter that awaits number 1.
   *
   * @param slots how many numbers ahead are held, a power of two
   * @param maxMessage the most bytes of a message
   */
  public LineArbiter(int slots, int maxMessage, Messages stream) {
    if (Integer.bitCount(slots) != 1) {
      throw new IllegalArgumentException("not a power of two: " + slots);
    }
    this.mask = slots - 1;
    this.maxMessage = maxMessage;
    this.stream = stream;
    this.bytes = new byte[Math.multiplyExact(slots, maxMessage)];
    this.heldMessage = ByteBuffer.wrap(bytes);
    this.held = new short[slots];
  }

  /** Begins anew, at a number; what was held is forgotten. */
  public void begin(long sequence) {
    java.util.Arrays.fill(held, (short) 0);
    next = sequence;
    highest = sequence - 1;
  }

  /** Takes a message of any line. */
  public Outcome offer(long sequence, ByteBuffer message) {
    if (sequence < next) {
      return Outcome.DUPLICATE;
    }
    if (message.remaining() > maxMessage) {
      return Outcome.TOO_LONG;
    }
    highest = Math.max(highest, sequence);
    if (sequence == next) {
      tell(message);
      tellHeld();
      return Outcome.TOLD;
    }
    return sequence - next > mask ? Outcome.BEYOND : hold(sequence, message);
  }

  /** A line says which number comes next, e.g. in a heartbeat: what is below exists. */
  public void heard(long nextSequence) {
    highest = Math.max(highest, nextSequence - 1);
  }

  /** Believes only what it holds: numbers that a line only claimed are forgotten. */
  public void forgetClaims() {
    highest = next - 1;
    for (var ahead = 0; ahead <= mask; ahead++) {
      if (held[slot(next + ahead)] != 0) {
        highest = next + ahead;
      }
    }
  }

  /** The number that is awaited. */
  public long next() {
    return next;
  }

  /** How many numbers are known to exist from the awaited one on: 0 if nothing is missing. */
  public long behind() {
    return highest - next + 1;
  }

  /** How many numbers in a row are missing, from the awaited one on, at most so many. */
  public int missing(int atMost) {
    var count = 0;
    while (count < atMost
        && next + count <= highest
        && (count > mask || held[slot(next + count)] == 0)) {
      count++;
    }
    return count;
  }

  private Outcome hold(long sequence, ByteBuffer message) {
    var slot = slot(sequence);
    if (held[slot] != 0) {
      return Outcome.DUPLICATE;
    }
    var length = message.remaining();
    message.get(message.position(), bytes, slot * maxMessage, length);
    held[slot] = (short) (length + 1);
    return Outcome.HELD;
  }

  private void tell(ByteBuffer message) {
    held[slot(next)] = 0;
    next++;
    stream.message(message);
  }

  private void tellHeld() {
    for (var slot = slot(next); held[slot] != 0; slot = slot(next)) {
      var start = slot * maxMessage;
      heldMessage.limit(start + held[slot] - 1).position(start);
      tell(heldMessage);
    }
  }

  private int slot(long sequence) {
    return (int) (sequence & mask);
  }
}
