package openbell.feedhandler.capture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The layout of a capture file. It starts with 8 bytes: {@code OBCAP}, two zeros, the version. Then
 * blocks follow; a block's header is big-endian: kind (4 bytes, {@code KEYF} or {@code RECS}),
 * length of its body in bytes (4), stamps of its first and last record (8 each, microseconds since
 * 1970), CRC-32C of the body (4). The body is CaptureRecords, each after its length as a varint. A
 * key frame holds the newest depth of every symbol, so that a reader can start there.
 *
 * @param body from position to limit
 */
record CaptureBlock(Kind kind, long firstStamp, long lastStamp, ByteBuffer body) {
  enum Kind {
    KEY_FRAME("KEYF"),
    RECORDS("RECS");

    private final int mark;

    Kind(String mark) {
      this.mark = ByteBuffer.wrap(mark.getBytes(StandardCharsets.US_ASCII)).getInt();
    }
  }

  /**
   * What stands before a block's body.
   *
   * @param length of the body in bytes
   */
  record Header(Kind kind, int length, long firstStamp, long lastStamp, int checksum) {
    static final int BYTES = 28;
  }

  /** A longer body is no capture's: a key frame of 100,000 symbols fits. */
  static final int MAX_BODY = 64 * 1024 * 1024;

  private static final byte[] MAGIC = {'O', 'B', 'C', 'A', 'P', 0, 0, 1};

  /** Whether the file begins as a capture of this version. */
  static boolean isCapture(FileChannel file) throws IOException {
    var start = ByteBuffer.allocate(MAGIC.length);
    while (start.hasRemaining() && file.read(start, start.position()) >= 0) {
      // Reads on: a channel may give less than was asked.
    }
    return start.flip().equals(ByteBuffer.wrap(MAGIC));
  }

  static void writeStart(FileChannel file) throws IOException {
    writeFully(file, ByteBuffer.wrap(MAGIC));
  }

  static long startBytes() {
    return MAGIC.length;
  }

  void write(FileChannel file) throws IOException {
    var header =
        ByteBuffer.allocate(Header.BYTES)
            .putInt(kind.mark)
            .putInt(body.remaining())
            .putLong(firstStamp)
            .putLong(lastStamp)
            .putInt(checksum(body))
            .flip();
    writeFully(file, header);
    writeFully(file, body.duplicate());
  }

  /**
   * Reads the header at the file's position.
   *
   * @throws EOFException at the end of the file, also within a header
   * @throws CorruptCaptureException if it is none
   */
  static Header readHeader(FileChannel file) throws IOException, CorruptCaptureException {
    var bytes = readFully(file, Header.BYTES);
    var mark = bytes.getInt();
    for (var kind : Kind.values()) {
      if (kind.mark == mark) {
        var header =
            new Header(kind, bytes.getInt(), bytes.getLong(), bytes.getLong(), bytes.getInt());
        if (header.length >= 0 && header.length <= MAX_BODY) {
          return header;
        }
      }
    }
    throw new CorruptCaptureException();
  }

  /**
   * Reads the body after its header.
   *
   * @throws EOFException if the file ends before it
   * @throws CorruptCaptureException if it is not what was written
   */
  static CaptureBlock readBody(FileChannel file, Header header)
      throws IOException, CorruptCaptureException {
    if (file.size() - file.position() < header.length) {
      throw new EOFException();
    }
    var body = readFully(file, header.length);
    if (checksum(body) != header.checksum) {
      throw new CorruptCaptureException();
    }
    return new CaptureBlock(header.kind, header.firstStamp, header.lastStamp, body);
  }

  private static int checksum(ByteBuffer body) {
    var crc = new CRC32C();
    crc.update(body.duplicate());
    return (int) crc.getValue();
  }

  private static ByteBuffer readFully(FileChannel file, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes) < 0) {
        throw new EOFException();
      }
    }
    return bytes.flip();
  }

  private static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }
}
