package openbell.feedhandler.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import openbell.feedhandler.replay.ReplayException;
import openbell.wire.capture.CaptureRecord;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Trade;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {
  private static final long START = 1_790_000_000_000_000L;
  private static final long SECOND = 1_000_000;

  @TempDir private Path folder;
  private Path path;
  private Random dice;

  @BeforeEach
  void seed() {
    var seed = Long.getLong("openbell.seed", System.nanoTime());
    System.out.println("-Dopenbell.seed=" + seed);
    dice = new Random(seed);
    path = folder.resolve("day.obcap");
  }

  @Test
  void whatWasWrittenIsRead() throws Exception {
    var written = write(20_000, 10_000);

    assertThat(read(path)).isEqualTo(written);
  }

  @Test
  void fromAnyTimeTheStateIsThatOfAReaderFromTheStart() throws Exception {
    var written = write(20_000, 20_000);
    var last = written.getLast().getStamp();
    for (var probe = 0; probe < 50; probe++) {
      var from = START - SECOND + dice.nextLong(last - START + 2 * SECOND);
      try (var file = CaptureFile.open(path)) {
        file.seek(from);
        var read = readAll(file);

        assertThat(booksAt(read, from)).as("books at %s", from).isEqualTo(booksAt(written, from));
        assertThat(after(read, from)).isEqualTo(after(written, from));
      }
    }
  }

  @Test
  void aSeekSkipsWhatIsBeforeTheKeyFrame() throws Exception {
    var written = write(5_000, 60_000);
    try (var file = CaptureFile.open(path)) {
      file.seek(written.getLast().getStamp());

      assertThat(readAll(file).size()).isLessThan(written.size() / 2);
    }
  }

  @Test
  void aFileCutOffAnywhereGivesItsWholeBlocks() throws Exception {
    var written = write(3_000, 10_000);
    var bytes = Files.readAllBytes(path);
    for (var cut = 0; cut < 300; cut++) {
      var length = 8 + dice.nextInt(bytes.length - 8);
      var file = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(bytes, length));
      try (var capture = CaptureFile.open(file)) {
        var read = readAll(capture);

        assertThat(read).isEqualTo(written.subList(0, read.size()));
        assertThat(capture.isCutOff() || read.isEmpty() || isEndOfBlock(written, read)).isTrue();
      }
    }
  }

  @Test
  void aChangedByteIsAnErrorOrChangesNothingThatIsRead() throws Exception {
    var written = write(2_000, 10_000);
    var bytes = Files.readAllBytes(path);
    var inputs = Integer.getInteger("fuzz.inputs", 50_000) / 100;
    var refused = 0;
    for (var i = 0; i < inputs; i++) {
      var changed = bytes.clone();
      changed[dice.nextInt(bytes.length)] ^= (byte) (1 << dice.nextInt(8));
      var file = Files.write(folder.resolve("changed"), changed);
      try {
        var read = read(file);
        // A changed stamp in a header moves no record; a longer length is a cut off end.
        assertThat(read).isEqualTo(written.subList(0, read.size()));
      } catch (ReplayException corrupt) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aCaptureIsNeverOverwritten() throws IOException {
    write(1, 1);

    assertThatThrownBy(() -> CaptureWriter.create(path, 1_000))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void whatIsNoCaptureIsSaidSo() throws IOException {
    Files.writeString(path, "34200.1,1,2,3,4,1\n");

    assertThat(CaptureFile.isCapture(path)).isFalse();
    assertThatThrownBy(() -> CaptureFile.open(path))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("no capture");
    assertThatThrownBy(() -> CaptureFile.open(folder.resolve("none")))
        .isInstanceOf(ReplayException.class);
  }

  @Test
  void itIsFullAtItsMostBytes() throws IOException {
    try (var writer = CaptureWriter.create(path, 10_000)) {
      while (!writer.isFull()) {
        writer.add(START, depth(1));
      }
    }
    assertThat(Files.size(path)).isBetween(10_000L, 11_000L);
  }

  /** Updates at random distances up to a maximum; returns them as they should be read. */
  private List<CaptureRecord> write(int count, long maxStepMicros) throws IOException {
    var written = new ArrayList<CaptureRecord>();
    var stamp = START;
    try (var writer = CaptureWriter.create(path, Long.MAX_VALUE)) {
      for (var i = 0; i < count; i++) {
        stamp += dice.nextLong(maxStepMicros);
        var update = CaptureRecord.newBuilder().setStamp(stamp);
        if (dice.nextInt(5) == 0) {
          var trade =
              Trade.newBuilder().setSymbol("XNSE:S" + dice.nextInt(50)).setSeq(i).setPx(5).build();
          writer.add(stamp, trade);
          written.add(update.setTrade(trade).build());
        } else {
          var depth = depth(i);
          writer.add(stamp, depth);
          written.add(update.setDepth(depth).build());
        }
      }
      assertThat(writer.records()).isEqualTo(count);
    }
    return written;
  }

  private Depth depth(int seq) {
    return Depth.newBuilder()
        .setSymbol("XNSE:S" + dice.nextInt(50))
        .setSeq(seq)
        .addBids(PriceLevel.newBuilder().setPx(1 + dice.nextInt(1_000)).setQty(5))
        .build();
  }

  private static List<CaptureRecord> read(Path path) throws Exception {
    try (var file = CaptureFile.open(path)) {
      return readAll(file);
    }
  }

  private static List<CaptureRecord> readAll(CaptureFile file) throws ReplayException {
    var all = new ArrayList<CaptureRecord>();
    for (var block = file.read(); !block.isEmpty(); block = file.read()) {
      all.addAll(block);
    }
    return all;
  }

  private static Map<String, Depth> booksAt(List<CaptureRecord> records, long micros) {
    var books = new HashMap<String, Depth>();
    records.stream()
        .filter(CaptureRecord::hasDepth)
        .takeWhile(record -> record.getStamp() <= micros)
        .forEach(record -> books.put(record.getDepth().getSymbol(), record.getDepth()));
    return books;
  }

  private static List<CaptureRecord> after(List<CaptureRecord> records, long micros) {
    return records.stream().filter(record -> record.getStamp() > micros).toList();
  }

  /** What is read without a cut ends where a block of a second's stamps may end. */
  private static boolean isEndOfBlock(List<CaptureRecord> written, List<CaptureRecord> read) {
    return read.size() == written.size()
        || written.get(read.size()).getStamp() > read.getLast().getStamp();
  }
}
