package openbell.feedhandler.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import openbell.feedhandler.domain.LobsterMessage;
import openbell.model.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LobsterFileTest {
  private static final String NAME = "TEST_2012-06-21_34200000_57600000_message_2.csv";
  private static final String BOOK = "TEST_2012-06-21_34200000_57600000_orderbook_2.csv";
  private static final String ONE = "34200.1,1,1,10,1000000,1\n";
  private static final String TWO = "34200.2,1,2,10,1000100,-1\n";

  @TempDir Path folder;

  @Test
  void readsACsvWithEitherLineEndAndALastLineWithoutOne() throws Exception {
    assertThat(count(csv(ONE + TWO.replace("\n", "\r\n") + "34200.3,3,1,10,1000000,1")))
        .isEqualTo(3);
  }

  @Test
  void startsFromTheFirstRowOfTheOrderBookFile() throws Exception {
    var path = zip(ONE + TWO, "1000100,7,1000000,10,9999999999,0,-9999999999,0\n");
    try (var file = LobsterFile.open(path)) {
      var book = file.newBook();
      var message = new LobsterMessage();

      assertThat(file.seed(book)).isTrue();
      assertThat(file.next(message)).isTrue();
      book.apply(message);

      assertThat(book.qty(Side.BUY, 0)).as("row 1 is after message 1").isEqualTo(10);
      assertThat(book.qty(Side.SELL, 0)).isEqualTo(7);
      assertThat(book.levels(Side.SELL)).isEqualTo(1);
    }
  }

  @Test
  void corruptLineIsNamed() {
    assertThatThrownBy(() -> count(csv(ONE + TWO + "34200.3,1,3,ten,1000000,1\n" + ONE)))
        .isInstanceOf(ReplayException.class)
        .hasMessage(
            "Line 3 of " + NAME + " has a size that is no whole number from 1 to 10,000,000,000.");
  }

  @Test
  void lineThatIsCutOffIsNamed() {
    assertThatThrownBy(() -> count(csv(ONE + "34200.2,1,2,10,10")))
        .hasMessageStartingWith("Line 2 of " + NAME + " does not have the six fields");
  }

  @Test
  void emptyLineIsNoMessage() {
    assertThatThrownBy(() -> count(csv(ONE + "\n" + TWO))).hasMessageStartingWith("Line 2 of ");
  }

  @Test
  void timeThatRunsBackwardsIsRefused() {
    assertThatThrownBy(() -> count(csv(TWO + ONE)))
        .hasMessage("Line 2 of " + NAME + " is earlier than the line before it.");
  }

  @Test
  void endlessLineIsRefusedInBoundedMemory() {
    assertThatThrownBy(() -> count(csv(ONE + "1".repeat(1_000_000))))
        .hasMessage("Line 2 of " + NAME + " cannot be read: the file is cut off or corrupt.");
  }

  @Test
  void absentFileAndZipWithoutMessagesAreNamed() throws Exception {
    var absent = folder.resolve("absent.zip");
    assertThatThrownBy(() -> LobsterFile.open(absent))
        .hasMessage("The replay file " + absent + " is not there or not readable.");
    var other = folder.resolve("other.zip");
    Files.write(other, zipped("readme.txt", "hello"));
    assertThatThrownBy(() -> LobsterFile.open(other))
        .hasMessage("The replay file " + other + " holds no LOBSTER message file.");
  }

  @Test
  void malformedOrderBookRowIsNamed() throws Exception {
    var path = zip(ONE, "1000100,7,what\n");
    try (var file = LobsterFile.open(path)) {
      var book = file.newBook();
      assertThatThrownBy(() -> file.seed(book))
          .isInstanceOf(ReplayException.class)
          .hasMessageContaining(BOOK)
          .hasMessageContaining("malformed first row");
    }
  }

  @Test
  void orderBookRowWhoseLevelHasNoSharesIsMalformed() throws Exception {
    for (var row :
        List.of("1000100,0,1000000,10\n", "1000100,7,1000000,-1\n", "-5,7,1000000,1\n")) {
      try (var file = LobsterFile.open(zip(ONE, row))) {
        var book = file.newBook();
        assertThatThrownBy(() -> file.seed(book)).hasMessageContaining("malformed first row");
        assertThat(book.levels(Side.BUY)).isZero();
      }
    }
  }

  @Test
  void blockEndsBeforeTheBadLineAndTheNextOneTellsOfIt() throws Exception {
    var block = Stream.generate(LobsterMessage::new).limit(8).toArray(LobsterMessage[]::new);
    try (var file = LobsterFile.open(csv(ONE + TWO + "bad\n" + TWO))) {
      assertThat(file.read(block)).isEqualTo(2);
      assertThatThrownBy(() -> file.read(block)).hasMessageStartingWith("Line 3 of ");
      assertThatThrownBy(() -> file.read(block)).hasMessageStartingWith("Line 3 of ");
    }
  }

  /** A zip cut at any place, or with a changed byte, either reads or says why not in a sentence. */
  @Test
  void damagedZipsAreRefusedWithASentence() throws Exception {
    var seed = 99L;
    System.out.println("damaged zips, seed " + seed);
    var random = new Random(seed);
    var whole = zipped(NAME, ONE + TWO + "34201,3,1,10,1000000,1\n".repeat(500));
    var path = folder.resolve("damaged.zip");
    var refused = 0;
    for (var round = 0; round < 300; round++) {
      var damaged =
          round % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      if (round % 2 == 1) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      }
      Files.write(path, damaged);
      try {
        count(path);
      } catch (ReplayException sentence) {
        assertThat(sentence.getMessage()).endsWith(".");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(150);
  }

  private static int count(Path path) throws ReplayException, IOException {
    var message = new LobsterMessage();
    var count = 0;
    try (var file = LobsterFile.open(path)) {
      while (file.next(message)) {
        count++;
      }
    }
    return count;
  }

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve(NAME), text);
  }

  private Path zip(String messages, String books) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      entry(zip, NAME, messages);
      entry(zip, BOOK, books);
    }
    return Files.write(folder.resolve("recording.zip"), bytes.toByteArray());
  }

  private static byte[] zipped(String name, String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      entry(zip, name, text);
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.US_ASCII));
    zip.closeEntry();
  }
}
