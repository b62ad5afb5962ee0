package openbell.feedhandler.capture;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import openbell.feedhandler.replay.ReplayException;
import openbell.wire.capture.CaptureRecord;

/**
 * A capture, read block by block; one block is in memory. Blocking; for one thread at a time. A
 * last block that was cut off is left out; a corrupt one ends the reading with a ReplayException.
 */
public final class CaptureFile implements AutoCloseable {
  private final Path path;
  private final FileChannel file;
  private long blockStart;
  private boolean wantsKeyFrame = true;
  private boolean isCutOff;

  private CaptureFile(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /** Whether a readable file begins as a capture. */
  public static boolean isCapture(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (var file = FileChannel.open(path)) {
      return CaptureBlock.isCapture(file);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * Opens a capture at its start.
   *
   * @throws ReplayException if it is not there, not readable, or no capture
   */
  public static CaptureFile open(Path path) throws ReplayException {
    if (!isCapture(path)) {
      throw new ReplayException("The file " + path + " is not there or no capture.");
    }
    try {
      return new CaptureFile(path, FileChannel.open(path).position(CaptureBlock.startBytes()));
    } catch (IOException unreadable) {
      throw new ReplayException("The capture " + path + " cannot be read.", unreadable);
    }
  }

  /** Stamp of the first update, microseconds since 1970; empty where there is none. */
  public OptionalLong firstStamp() throws ReplayException {
    try {
      var here = file.position();
      file.position(CaptureBlock.startBytes());
      var first = nextHeader();
      file.position(here);
      return first.isEmpty() ? OptionalLong.empty() : OptionalLong.of(first.get().firstStamp());
    } catch (CorruptCaptureException corrupt) {
      throw corrupt(corrupt);
    } catch (IOException unreadable) {
      throw new ReplayException("The capture " + path + " cannot be read.", unreadable);
    }
  }

  /** The symbols of the state that the file begins with; empty where it begins without one. */
  public Set<String> symbols() throws ReplayException {
    try (var beginning = open(path)) {
      var header = beginning.nextHeader();
      if (header.isEmpty() || header.get().kind() != CaptureBlock.Kind.KEY_FRAME) {
        return Set.of();
      }
      return records(CaptureBlock.readBody(beginning.file, header.get())).stream()
          .map(record -> record.getDepth().getSymbol())
          .collect(Collectors.toUnmodifiableSet());
    } catch (CorruptCaptureException corrupt) {
      throw corrupt(corrupt);
    } catch (IOException unreadable) {
      throw new ReplayException("The capture " + path + " cannot be read.", unreadable);
    }
  }

  /**
   * Moves to the last key frame at or before a time, else to the start: what {@link #read} gives
   * from there on tells the state at that time. Reads headers alone.
   *
   * @param micros since 1970
   */
  public void seek(long micros) throws ReplayException {
    try {
      var target = CaptureBlock.startBytes();
      file.position(target);
      wantsKeyFrame = true;
      for (var at = target; ; at = file.position()) {
        var header = nextHeader();
        if (header.isEmpty() || header.get().firstStamp() > micros) {
          break;
        }
        if (header.get().kind() == CaptureBlock.Kind.KEY_FRAME) {
          target = at;
        }
        file.position(file.position() + header.get().length());
      }
      file.position(target);
      isCutOff = false;
    } catch (CorruptCaptureException corrupt) {
      throw corrupt(corrupt);
    } catch (IOException unreadable) {
      throw new ReplayException("The capture " + path + " cannot be read.", unreadable);
    }
  }

  /**
   * The next updates in order, at most a block of them; empty at the end. The key frame that {@link
   * #seek} found comes as updates too; others are passed over, they repeat what was read.
   *
   * @throws ReplayException if a block is corrupt
   */
  public List<CaptureRecord> read() throws ReplayException {
    try {
      while (true) {
        var header = nextHeader();
        if (header.isEmpty()) {
          return List.of();
        }
        var isRepetition = header.get().kind() == CaptureBlock.Kind.KEY_FRAME && !wantsKeyFrame;
        wantsKeyFrame = false;
        var block = CaptureBlock.readBody(file, header.get());
        if (!isRepetition && block.body().hasRemaining()) {
          return records(block);
        }
      }
    } catch (EOFException cutOff) {
      isCutOff = true;
      return List.of();
    } catch (CorruptCaptureException | InvalidProtocolBufferException corrupt) {
      throw corrupt(corrupt);
    } catch (IOException unreadable) {
      throw new ReplayException("The capture " + path + " cannot be read.", unreadable);
    }
  }

  /** Empty at the end of the file, also where a header is cut off. */
  private Optional<CaptureBlock.Header> nextHeader() throws IOException, CorruptCaptureException {
    blockStart = file.position();
    if (file.size() - blockStart < CaptureBlock.Header.BYTES) {
      isCutOff = file.size() > blockStart;
      return Optional.empty();
    }
    return Optional.of(CaptureBlock.readHeader(file));
  }

  /** Whether the last block was cut off and left out; known when {@link #read} said the end. */
  public boolean isCutOff() {
    return isCutOff;
  }

  private static List<CaptureRecord> records(CaptureBlock block) throws IOException {
    var in = CodedInputStream.newInstance(block.body());
    var records = new ArrayList<CaptureRecord>();
    while (!in.isAtEnd()) {
      var end = in.pushLimit(in.readRawVarint32());
      records.add(CaptureRecord.parseFrom(in));
      // An end of a group would end the record early, and what is left of it would be the next.
      in.checkLastTagWas(0);
      in.popLimit(end);
    }
    return records;
  }

  private ReplayException corrupt(Exception cause) {
    return new ReplayException(
        "The capture " + path + " is corrupt after byte " + blockStart + ".", cause);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
