package openbell.feedhandler.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import openbell.feedhandler.MemoryFolder;
import openbell.feedhandler.replay.ReplayException;
import openbell.fuzz.Fuzz;
import openbell.wire.capture.CaptureRecord;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Trade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A capture is read, is cut off, or is corrupt in a sentence. In every other input the checksums
 * are those of the damaged bodies, as somebody hostile would make them.
 */
class CaptureFuzzTest {
  private static final long START = 1_790_000_000_000_000L;
  private static final int FIRST_BLOCK = 8;
  private static final int LENGTH_AT = 4;
  private static final int CHECKSUM_AT = 24;
  private static final int HEADER = 28;

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  @Test
  void damagedCaptures() throws Exception {
    var path = folder.resolve("damaged.obcap");
    var fuzz = Fuzz.of("capture files", capture("one", false), capture("two", true));
    fuzz.run(
        input -> {
          Files.write(path, fuzz.random().nextBoolean() ? withChecksums(input) : input);
          try (var file = CaptureFile.open(path)) {
            file.firstStamp();
            file.symbols();
            file.seek(START + fuzz.random().nextLong(-10, 200_000_000));
            assertThat(readAll(file)).hasSizeLessThanOrEqualTo(input.length);
            file.seek(Long.MIN_VALUE);
            var read = readAll(file);
            if (fuzz.random().nextInt(8) == 0) {
              assertThat(writtenAgain(read)).isEqualTo(read);
            }
            return !file.isCutOff();
          } catch (ReplayException corrupt) {
            assertThat(corrupt.getMessage()).endsWith(".");
            return false;
          }
        });
  }

  private static List<CaptureRecord> readAll(CaptureFile file) throws ReplayException {
    var all = new ArrayList<CaptureRecord>();
    for (var block = file.read(); !block.isEmpty(); block = file.read()) {
      all.addAll(block);
    }
    return all;
  }

  @Test
  void aRecordThatEndsBeforeItsLengthIsCorrupt() throws Exception {
    var endOfGroupThenARecord = new byte[] {4, 0x0c, 2, 0x08, 1};

    assertThatThrownBy(() -> written(endOfGroupThenARecord))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("is corrupt after byte 8");
  }

  private List<CaptureRecord> writtenAgain(List<CaptureRecord> records) throws Exception {
    var body = new ByteArrayOutputStream();
    for (var record : records) {
      record.writeDelimitedTo(body);
    }
    return written(body.toByteArray());
  }

  /** What is read of a file of one block. */
  private List<CaptureRecord> written(byte[] body) throws Exception {
    var again = folder.resolve("again.obcap");
    try (var file =
        FileChannel.open(
            again,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      CaptureBlock.writeStart(file);
      new CaptureBlock(CaptureBlock.Kind.RECORDS, START, START, ByteBuffer.wrap(body)).write(file);
    }
    try (var file = CaptureFile.open(again)) {
      return readAll(file);
    }
  }

  private static byte[] withChecksums(byte[] input) {
    var bytes = ByteBuffer.wrap(input);
    for (var at = FIRST_BLOCK; at + HEADER <= input.length; ) {
      var length = bytes.getInt(at + LENGTH_AT);
      if (length < 0 || length > input.length - at - HEADER) {
        break;
      }
      var crc = new CRC32C();
      crc.update(input, at + HEADER, length);
      bytes.putInt(at + CHECKSUM_AT, (int) crc.getValue());
      at += HEADER + length;
    }
    return input;
  }

  /** Three blocks, the middle one a key frame; with a state at its start, one more. */
  private byte[] capture(String name, boolean withState) throws Exception {
    var path = folder.resolve(name);
    try (var writer = CaptureWriter.create(path, Long.MAX_VALUE)) {
      if (withState) {
        writer.know(depth("XNAS:BRK.B"));
        writer.beginWithState(START);
      }
      writer.add(START, depth("XNSE:TCS"));
      writer.add(START + 1, trade());
      writer.add(START + 100_000_000, depth("XNSE:M&M"));
      writer.add(START + 100_000_001, trade());
    }
    return Files.readAllBytes(path);
  }

  private static Depth depth(String symbol) {
    return Depth.newBuilder()
        .setSymbol(symbol)
        .setSeq(7)
        .addBids(PriceLevel.newBuilder().setPx(2_850_500).setQty(5))
        .build();
  }

  private static Trade trade() {
    return Trade.newBuilder().setSymbol("XNSE:TCS").setSeq(8).setPx(5).setQty(1).build();
  }
}
