package openbell.feedhandler.capture;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import openbell.wire.capture.CaptureRecord;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Trade;

/**
 * Writes a capture file: a block when 256 KiB or a second is full, a key frame each minute of
 * stamps. Blocking; for one thread. A file that was cut off by a crash is whole up to its last
 * block.
 */
public final class CaptureWriter implements AutoCloseable {
  private static final int BLOCK_BYTES = 256 * 1024;
  private static final long BLOCK_MICROS = TimeUnit.SECONDS.toMicros(1);
  private static final long KEY_FRAME_MICROS = TimeUnit.MINUTES.toMicros(1);

  private final FileChannel file;
  private final long maxBytes;
  private final TreeMap<String, Depth> newest = new TreeMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(BLOCK_BYTES * 2);
  private long firstStamp;
  private long bodyEndsAt;
  private long lastStamp = Long.MIN_VALUE;
  private long keyFrameAt = Long.MIN_VALUE;
  private long records;

  private CaptureWriter(FileChannel file, long maxBytes) {
    this.file = file;
    this.maxBytes = maxBytes;
  }

  /**
   * Creates a capture.
   *
   * @param maxBytes the file grows to about so many bytes at most: {@link #isFull}
   * @throws IOException also if the file is there already: a capture is never overwritten
   */
  public static CaptureWriter create(Path path, long maxBytes) throws IOException {
    var file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    CaptureBlock.writeStart(file);
    return new CaptureWriter(file, maxBytes);
  }

  /** Adds a depth; a stamp (microseconds) before the last one counts as that one. */
  public void add(long stamp, Depth depth) throws IOException {
    begin(stamp);
    add(CaptureRecord.newBuilder().setStamp(lastStamp).setDepth(depth).build());
    newest.put(depth.getSymbol(), depth);
  }

  /** As {@link #add(long, Depth)}. */
  public void add(long stamp, Trade trade) throws IOException {
    begin(stamp);
    add(CaptureRecord.newBuilder().setStamp(lastStamp).setTrade(trade).build());
  }

  /** A depth of before the capture's first update: part of its state, not recorded by itself. */
  public void know(Depth depth) {
    newest.put(depth.getSymbol(), depth);
  }

  /** Begins the file with the state that is known; to be called before the first update. */
  public void beginWithState(long stamp) throws IOException {
    lastStamp = stamp;
    writeKeyFrame();
  }

  /** Whether the most bytes are written: what is added still goes in, so stop. */
  public boolean isFull() throws IOException {
    return file.position() + body.size() >= maxBytes;
  }

  /** Updates written so far, key frames not counted. */
  public long records() {
    return records;
  }

  private void begin(long stamp) throws IOException {
    lastStamp = Math.max(lastStamp, stamp);
    if (body.size() == 0) {
      firstStamp = lastStamp;
    } else if (body.size() >= BLOCK_BYTES || lastStamp - firstStamp >= BLOCK_MICROS) {
      flush();
      firstStamp = lastStamp;
    }
    if (keyFrameAt == Long.MIN_VALUE) {
      keyFrameAt = lastStamp;
    } else if (lastStamp - keyFrameAt >= KEY_FRAME_MICROS) {
      flush();
      writeKeyFrame();
      firstStamp = lastStamp;
    }
  }

  private void add(CaptureRecord update) throws IOException {
    update.writeDelimitedTo(body);
    bodyEndsAt = lastStamp;
    records++;
  }

  private void writeKeyFrame() throws IOException {
    keyFrameAt = lastStamp;
    var frame = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(frame);
    for (var depth : newest.values()) {
      var update = CaptureRecord.newBuilder().setStamp(lastStamp).setDepth(depth).build();
      out.writeUInt32NoTag(update.getSerializedSize());
      update.writeTo(out);
    }
    out.flush();
    write(CaptureBlock.Kind.KEY_FRAME, lastStamp, lastStamp, frame);
  }

  /** Writes the updates that wait for their block to be full. */
  public void flush() throws IOException {
    if (body.size() > 0) {
      write(CaptureBlock.Kind.RECORDS, firstStamp, bodyEndsAt, body);
      body.reset();
    }
  }

  private void write(CaptureBlock.Kind kind, long from, long to, ByteArrayOutputStream bytes)
      throws IOException {
    new CaptureBlock(kind, from, to, ByteBuffer.wrap(bytes.toByteArray())).write(file);
  }

  @Override
  public void close() throws IOException {
    try (file) {
      flush();
    }
  }
}
