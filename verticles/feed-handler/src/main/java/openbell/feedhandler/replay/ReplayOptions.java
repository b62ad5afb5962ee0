package openbell.feedhandler.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Set;
import openbell.feedhandler.capture.CaptureFile;
import openbell.model.Symbol;
import openbell.runtime.Config;
import openbell.runtime.ConfigException;

/**
 * What is played, and as which instrument.
 *
 * @param from up to this time of the exchange the book is built, unpaced and unpublished
 */
public record ReplayOptions(Path file, ReplaySpeed speed, LocalTime from, String symbol) {

  /** The options that the keys {@code feed.replay.*} say; a ConfigException names the wrong one. */
  public static ReplayOptions of(Config config) {
    var file = config.string("feed.replay.file");
    if (file.isBlank()) {
      throw new ConfigException(
          "feed.sessions=replay needs the configuration key feed.replay.file.");
    }
    return new ReplayOptions(Path.of(file), speed(config), from(config), symbol(config));
  }

  /** The symbols that the recording speaks of; empty: any. Reads the file's beginning. */
  Set<String> symbols() {
    try (var capture = CaptureFile.open(file)) {
      return capture.symbols();
    } catch (ReplayException | IOException noCapture) {
      // LOBSTER; what is wrong with a file is said when it is opened to be played.
      return Set.of(symbol);
    }
  }

  /** Opens the recording; its kind is found by its content. */
  Recording open() throws ReplayException {
    return CaptureFile.isCapture(file)
        ? CaptureRecording.open(file, from)
        : LobsterRecording.open(file, symbol);
  }

  private static ReplaySpeed speed(Config config) {
    var speed = config.string("feed.replay.speed");
    return ReplaySpeed.parse(speed)
        .orElseThrow(
            () ->
                new ConfigException(
                    "The configuration key feed.replay.speed takes 1 to "
                        + ReplaySpeed.MAX_TIMES
                        + " or max, not "
                        + speed
                        + "."));
  }

  private static LocalTime from(Config config) {
    var from = config.string("feed.replay.from");
    try {
      return LocalTime.parse(from);
    } catch (DateTimeParseException malformed) {
      throw new ConfigException(
          "The configuration key feed.replay.from takes a time like 09:30, not " + from + ".");
    }
  }

  private static String symbol(Config config) {
    var symbol = config.string("feed.replay.symbol");
    return Symbol.parse(symbol)
        .map(Symbol::toString)
        .orElseThrow(
            () ->
                new ConfigException(
                    "The configuration key feed.replay.symbol takes a symbol like XNAS:AMZN, not "
                        + symbol
                        + "."));
  }
}
