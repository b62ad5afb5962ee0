package openbell.benchmarks.fanout;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.HdrHistogram.Histogram;

/**
 * What all clients got since the window began: frames, updates and bytes of all, the age of one
 * frame in four (of those that came in one read). Used by one thread.
 */
final class Tally {
  private static final long LONGEST_MICROS = 600_000_000;
  private static final int SAMPLE_MASK = 3;

  private final Door door;
  private final byte[] stampKey;
  private final Deflated deflated = new Deflated();
  private final QuotesWalker walker = new QuotesWalker();
  private final Histogram ageMicros = new Histogram(LONGEST_MICROS, 3);
  private long frames;
  private long updates;
  private long bytes;

  Tally(Door door) {
    this.door = door;
    this.stampKey = door.stampKey();
  }

  void clear() {
    frames = 0;
    updates = 0;
    bytes = 0;
    ageMicros.reset();
  }

  /** Inflates for all clients. */
  Deflated deflated() {
    return deflated;
  }

  /**
   * A frame that is complete; its payload, or the last piece of it, lies in the buffer. Returns
   * whether it carried a quote.
   */
  boolean frame(int braces, long frameBytes, ByteBuffer buffer, int from, int to) {
    var carried = door.updates(braces);
    if (carried > 0 && isSample(carried, frameBytes)) {
      age(lastStamp(buffer, from, to));
    }
    return carried > 0;
  }

  /** A binary frame; its whole payload lies in the buffer. Returns whether it carried a quote. */
  boolean binaryFrame(long frameBytes, ByteBuffer buffer, int from, int to) {
    var carried = walker.walk(buffer, from, to);
    if (carried > 0 && isSample(carried, frameBytes)) {
      age(walker.lastStamp());
    }
    return carried > 0;
  }

  /** Counts a frame; whether its age is taken. */
  private boolean isSample(int carried, long frameBytes) {
    frames++;
    updates += carried;
    bytes += frameBytes;
    return (frames & SAMPLE_MASK) == 0;
  }

  private void age(long stamp) {
    if (stamp > 0) {
      var age = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - stamp;
      ageMicros.recordValue(Math.clamp(age, 0, LONGEST_MICROS));
    }
  }

  /** The last update's stamp in microseconds; 0 if the piece holds none. */
  long lastStamp(ByteBuffer buffer, int from, int to) {
    for (var at = to - stampKey.length; at >= from; at--) {
      if (isStampKey(buffer, at)) {
        return digits(buffer, at + stampKey.length, to);
      }
    }
    return 0;
  }

  private boolean isStampKey(ByteBuffer buffer, int at) {
    for (var i = 0; i < stampKey.length; i++) {
      if (buffer.get(at + i) != stampKey[i]) {
        return false;
      }
    }
    return true;
  }

  private static long digits(ByteBuffer buffer, int from, int to) {
    long value = 0;
    for (var at = from; at < to; at++) {
      var digit = buffer.get(at) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  long frames() {
    return frames;
  }

  long updates() {
    return updates;
  }

  long bytes() {
    return bytes;
  }

  /** The age at a percentile, in milliseconds. */
  double ageMs(double percentile) {
    return ageMicros.getValueAtPercentile(percentile) / 1e3;
  }
}
