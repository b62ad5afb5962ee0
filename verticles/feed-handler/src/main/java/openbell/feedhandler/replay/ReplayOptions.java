package openbell.feedhandler.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.function.Predicate;
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

  /**
   * Which symbols the recording speaks of: a LOBSTER day of one, an ITCH day of those of one
   * market, a capture of those that it begins with. Reads the file's beginning.
   */
  Predicate<Symbol> carried() {
    if (CaptureFile.isCapture(file)) {
      var symbols = captured();
      return each -> symbols.isEmpty() || symbols.contains(each.toString());
    }
    return ItchFile.isItch(file)
        ? each -> each.mic().equals(mic())
        : each -> each.toString().equals(symbol);
  }

  private Set<String> captured() {
    try (var capture = CaptureFile.open(file)) {
      return capture.symbols();
    } catch (ReplayException | IOException unreadable) {
      // Said when it is opened to be played.
      return Set.of();
    }
  }

  private String mic() {
    return Symbol.of(symbol).mic();
  }

  /** Opens the recording; its kind is found by its content. */
  Recording open() throws ReplayException {
    if (CaptureFile.isCapture(file)) {
      return CaptureRecording.open(file, from);
    }
    return ItchFile.isItch(file)
        ? ItchRecording.open(file, mic())
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
