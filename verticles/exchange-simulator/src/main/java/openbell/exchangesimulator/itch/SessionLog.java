package openbell.exchangesimulator.itch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Every message of one session, numbered from 1, in a mapped file of a fixed size whose bytes are
 * an ITCH file: each message behind its length. On the tape's event loop: writing and reading touch
 * memory, not the disk.
 */
final class SessionLog {
  private static final int LENGTH_BYTES = 2;
  private static final int INITIAL = 1 << 12;

  private final ByteBuffer log;
  private final ByteBuffer view;
  private int[] offsets = new int[INITIAL];
  private int messages;
  private boolean rejectedOne;

  private SessionLog(ByteBuffer log) {
    this.log = log;
    this.view = log.duplicate();
  }

  /** A log in a file without a name: it goes with the process. */
  static SessionLog temporary(int bytes) throws IOException {
    var file = Files.createTempFile("openbell-itch-", ".log");
    try {
      return in(file, bytes);
    } finally {
      Files.delete(file);
    }
  }

  /** A log in a file that stays; what it held is gone. Behind the last message stand zeros. */
  static SessionLog in(Path file, int bytes) throws IOException {
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return new SessionLog(channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes));
    }
  }

  /** Appends a message; false, and nothing done, if there is no room. */
  boolean append(byte[] message, int length) {
    if (log.remaining() < LENGTH_BYTES + length) {
      rejectedOne = true;
      return false;
    }
    if (messages == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * messages);
    }
    offsets[messages++] = log.position();
    log.putShort((short) length).put(message, 0, length);
    return true;
  }

  /** Whether a new session is due: little room is left. */
  boolean isNearlyFull() {
    return rejectedOne || log.remaining() < log.capacity() / 8;
  }

  /** The number of the message that comes next. */
  long next() {
    return messages + 1L;
  }

  /** A message by its number, 1 to {@link #next} - 1, in a view that the next call moves. */
  ByteBuffer message(long sequence) {
    var offset = offsets[Math.toIntExact(sequence - 1)];
    var length = Short.toUnsignedInt(log.getShort(offset));
    return view.limit(offset + LENGTH_BYTES + length).position(offset + LENGTH_BYTES);
  }

  /** How many bytes the messages take, lengths included. */
  int size() {
    return log.position();
  }
}
