package openbell.feedhandler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import openbell.feedhandler.MemoryFolder;
import openbell.feedhandler.domain.LobsterBook;
import openbell.feedhandler.domain.LobsterDecoder;
import openbell.feedhandler.domain.LobsterMessage;
import openbell.feedhandler.domain.LobsterSyntax;
import openbell.fuzz.Fuzz;
import openbell.model.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lines, order book rows, files and zips: a value or a sentence; what is valid is in its ranges,
 * and the book that it makes has quantities above zero, best prices first.
 */
class LobsterFuzzTest {
  private static final String ADD = "34200.18960767,1,11885113,21,2238100,1";
  private static final String EXECUTION = "34200.2,4,11885113,5,2238100,1";
  private static final String LARGE = "34200.1,1,3,10000000000,2238200,-1";
  private static final String HALT = "34201,7,0,0,-1,-1";
  private static final String ROW = "1000100,7,1000000,10,9999999999,0,-9999999999,0";
  private static final String[] TOKENS = {
    ",",
    "\n",
    "\r\n",
    "-",
    ".",
    "0",
    "9",
    "1",
    "9999999999",
    ",1,",
    "4,",
    "34200.5,1,9,5,2238150,1\n",
  };

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  @Test
  void lines() {
    var decoder = new LobsterDecoder();
    var message = new LobsterMessage();
    Fuzz.of("lobster lines", ADD, EXECUTION, LARGE, HALT)
        .with(TOKENS)
        .run(
            input -> {
              if (decoder.decode(input, 0, input.length, message) != LobsterSyntax.VALID) {
                return false;
              }
              var isHalt = message.type() == LobsterMessage.Type.HALT;
              assertThat(message.timeNanos()).isBetween(0L, 86_399_999_999_999L);
              assertThat(message.orderId()).isNotNegative();
              assertThat(message.qty() > 0 || (isHalt && message.qty() == 0)).isTrue();
              assertThat(message.px() > 0 || isHalt).isTrue();
              assertThat(message.restingSide()).isNotNull();
              return true;
            });
  }

  @Test
  void orderBookRows() {
    Fuzz.of("lobster order book rows", ROW, ROW + "\n" + ROW.replace("1000000,10", "999999,5"))
        .with(TOKENS)
        .run(
            input -> {
              try (var rows = LobsterBookRows.of(new ByteArrayInputStream(input))) {
                while (rows.next()) {
                  var book = new LobsterBook(10);
                  rows.seed(book);
                  isSound(book);
                }
                return true;
              } catch (IllegalArgumentException malformed) {
                return false;
              }
            });
  }

  @Test
  void messageFiles() throws Exception {
    var path = folder.resolve("TEST_2012-06-21_34200000_57600000_message_2.csv");
    var text = String.join("\n", ADD, LARGE.replace("34200.1", "34200.19"), EXECUTION, HALT);
    Fuzz.of("lobster files", text, text.replace("\n", "\r\n") + "\n", "")
        .with(TOKENS)
        .run(input -> isPlayed(Files.write(path, input)));
  }

  @Test
  void zips() throws Exception {
    var path = folder.resolve("recording.zip");
    var text = String.join("\n", ADD, EXECUTION, HALT);
    Fuzz.of("lobster zips", zip(text, ROW), zip(text, ""), zip(ADD, ROW.replace(",7", ",8")))
        .run(input -> isPlayed(Files.write(path, input)));
  }

  private static boolean isPlayed(Path path) throws IOException {
    var message = new LobsterMessage();
    try (var file = LobsterFile.open(path)) {
      var book = file.newBook();
      file.seed(book);
      while (file.next(message)) {
        book.apply(message);
        isSound(book);
      }
      return true;
    } catch (ReplayException refused) {
      assertThat(refused.getMessage()).endsWith(".");
      return false;
    }
  }

  private static void isSound(LobsterBook book) {
    for (var side : Side.values()) {
      for (var level = 0; level < book.levels(side); level++) {
        assertThat(book.qty(side, level)).isPositive();
        var worse = level == 0 ? 0 : book.px(side, level) - book.px(side, level - 1);
        assertThat(level == 0 || (side == Side.BUY ? worse < 0 : worse > 0)).isTrue();
      }
    }
  }

  private static byte[] zip(String messages, String rows) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      entry(zip, "TEST_2012-06-21_34200000_57600000_message_2.csv", messages);
      entry(zip, "TEST_2012-06-21_34200000_57600000_orderbook_2.csv", rows);
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.US_ASCII));
    zip.closeEntry();
  }
}
