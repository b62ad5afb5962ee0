package openbell.gateway.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import openbell.wire.reference.Instrument;

/**
 * Reads a file of listings: our own CSV, NSE's EQUITY_L.csv or NASDAQ's nasdaqlisted.txt, told by
 * its header line. Pure.
 */
public final class InstrumentFile {
  private static final int MAX_LISTINGS = 200_000;

  private InstrumentFile() {}

  /**
   * The listings of a file, without partition and version.
   *
   * @throws InstrumentFileException at the first line that cannot be used
   */
  public static List<Instrument> read(String text) throws InstrumentFileException {
    var lines = text.lines().toList();
    var at = 0;
    while (at < lines.size() && isComment(lines.get(at))) {
      at++;
    }
    if (at == lines.size()) {
      throw new InstrumentFileException(1, "the file has no header line");
    }
    var format = InstrumentFormat.of(lines.get(at), at + 1);
    var listings = new ArrayList<Instrument>();
    var seen = new HashSet<String>();
    for (at++; at < lines.size(); at++) {
      var line = lines.get(at);
      if (isComment(line) || format.isTrailer(line)) {
        continue;
      }
      var listing = listing(format, line, at + 1);
      if (!seen.add(listing.getSymbol())) {
        throw new InstrumentFileException(at + 1, listing.getSymbol() + " is listed twice");
      }
      if (listings.size() == MAX_LISTINGS) {
        throw new InstrumentFileException(at + 1, "more than " + MAX_LISTINGS + " listings");
      }
      listings.add(listing);
    }
    return listings;
  }

  private static Instrument listing(InstrumentFormat format, String line, int number)
      throws InstrumentFileException {
    var cells = Arrays.stream(line.split(format.separator(), -1)).map(String::strip).toList();
    if (cells.size() < format.columns()) {
      throw new InstrumentFileException(
          number, cells.size() + " fields instead of " + format.columns());
    }
    try {
      return format.listing(cells);
    } catch (IllegalArgumentException faulty) {
      throw new InstrumentFileException(number, faulty.getMessage());
    }
  }

  private static boolean isComment(String line) {
    return line.isBlank() || line.startsWith("#");
  }
}
