package openbell.feedhandler.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import openbell.model.itch.ItchMessage;
import openbell.model.itch.ItchSyntax;
import openbell.model.itch.ItchType;

/**
 * An ITCH 5.0 recording, plain or gzip: messages that stand behind their length in two bytes, big
 * endian. A length of 0 means: as long as the type says. Read as a stream in bounded memory.
 * Messages that are none are counted and left out while their length is plausible. Blocking; for
 * one thread at a time.
 */
public final class ItchFile implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;
  private static final int PREFIX = 2;
  private static final int GZIP_MAGIC = 0x1F8B;
  private static final int END = -1;

  private final String name;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int filled;
  private int at;
  private long messages;
  private long refused;
  private long lastNanos;

  /** A recording in a stream, which is closed with it. */
  ItchFile(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /** Whether a file begins as an ITCH recording does, with a system event; false if unreadable. */
  public static boolean isItch(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var in = stream(file)) {
      var start = in.readNBytes(PREFIX + 1);
      var length = start.length <= PREFIX ? END : u16(start, 0);
      return (length == 0 || length == ItchType.SYSTEM_EVENT.length())
          && start[PREFIX] == ItchType.SYSTEM_EVENT.code();
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * Opens a recording.
   *
   * @throws ReplayException if it is not there or not readable
   */
  public static ItchFile open(Path file) throws ReplayException {
    try {
      return new ItchFile(file.getFileName().toString(), stream(file));
    } catch (IOException unreadable) {
      throw new ReplayException(
          "The replay file " + file + " is not there or not readable.", unreadable);
    }
  }

  // The stream is closed with the file, or here when its start cannot be read.
  @SuppressWarnings("resource")
  private static InputStream stream(Path file) throws IOException {
    var plain = new BufferedInputStream(Files.newInputStream(file));
    try {
      plain.mark(PREFIX);
      var magic = (plain.read() << Byte.SIZE) | plain.read();
      plain.reset();
      return magic == GZIP_MAGIC ? new GZIPInputStream(plain, BUFFER) : plain;
    } catch (IOException unreadable) {
      plain.close();
      throw unreadable;
    }
  }

  /**
   * Lays the object over the next message; false at the end of the file. The bytes are the file's
   * until the next call.
   *
   * @throws ReplayException if the file is cut off or corrupt; it says at which message
   */
  public boolean next(ItchMessage into) throws ReplayException {
    while (has(PREFIX)) {
      var length = length();
      if (length == END) {
        return false;
      }
      if (!has(PREFIX + length)) {
        throw new ReplayException(position() + " is cut off.");
      }
      var from = at + PREFIX;
      at = from + length;
      messages++;
      if (into.wrap(buffer, from, length) == ItchSyntax.VALID) {
        return inOrder(into);
      }
      refused++;
    }
    if (filled > at) {
      throw new ReplayException(position() + " is cut off.");
    }
    return false;
  }

  private boolean inOrder(ItchMessage message) throws ReplayException {
    if (message.timestampNanos() < lastNanos) {
      throw new ReplayException(
          "Message " + messages + " of " + name + " is earlier than the one before it.");
    }
    lastNanos = message.timestampNanos();
    return true;
  }

  /** The next message's length; END if a length of 0 is the file's last word. */
  private int length() throws ReplayException {
    var length = u16(buffer, at);
    if (length > ItchType.MAX_LENGTH) {
      throw new ReplayException(position() + " has a length of " + length + ".");
    }
    if (length > 0) {
      return length;
    }
    if (!has(PREFIX + 1)) {
      at = filled;
      return END;
    }
    var ofType = ItchType.lengthOf(buffer[at + PREFIX]);
    if (ofType == 0) {
      throw new ReplayException(position() + " has neither a length nor a known type.");
    }
    return ofType;
  }

  /** Whether so many bytes stand ahead; reads more where they do not yet. */
  private boolean has(int count) throws ReplayException {
    try {
      while (filled - at < count) {
        System.arraycopy(buffer, at, buffer, 0, filled - at);
        filled -= at;
        at = 0;
        var read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
          return false;
        }
        filled += read;
      }
      return true;
    } catch (IOException broken) {
      throw new ReplayException(
          position() + " cannot be read: the file is cut off or corrupt.", broken);
    }
  }

  /** How many messages were read, those that were refused among them. */
  public long messages() {
    return messages;
  }

  /** How many messages were left out: of no known type, or not of their type's length. */
  public long refused() {
    return refused;
  }

  private static int u16(byte[] bytes, int from) {
    return ((bytes[from] & 0xFF) << Byte.SIZE) | (bytes[from + 1] & 0xFF);
  }

  private String position() {
    return "Message " + (messages + 1) + " of " + name;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
