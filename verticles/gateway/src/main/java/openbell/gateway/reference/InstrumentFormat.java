package openbell.gateway.reference;

import java.util.List;
import java.util.regex.Pattern;
import openbell.model.Decimals;
import openbell.model.Symbol;
import openbell.wire.reference.Instrument;

/** The formats of listings that we read. What a foreign format does not tell has a default. */
enum InstrumentFormat {
  /** Ours: config/README.md. */
  OPENBELL("symbol,mic,name,isin,", ",", 11) {
    @Override
    Instrument listing(List<String> cells) {
      return Instrument.newBuilder()
          .setSymbol(symbol(cells.get(1), cells.get(0)))
          .setName(issuer(cells.get(2)))
          .setIsin(isin(cells.get(3)))
          .setCurrency(currency(cells.get(4)))
          .setTickSize(positive(cells.get(5), Decimals.MONEY_SCALE, "tick size"))
          .setRoundLot(positive(cells.get(6), 0, "round lot"))
          .setPreviousClosePx(positive(cells.get(7), Decimals.MONEY_SCALE, "reference price"))
          .setPriceBandBps(bandBps(cells.get(8)))
          .setMaxOrderQty(positive(cells.get(9), 0, "largest order"))
          .setPrimaryListing(flag(cells.get(10)))
          .setTradable(true)
          .build();
    }
  },

  /**
   * NSE's list of equities: SYMBOL, NAME OF COMPANY, SERIES, DATE OF LISTING, PAID UP VALUE, MARKET
   * LOT, ISIN NUMBER, FACE VALUE. It has no price: not tradable until one is known.
   */
  NSE_EQUITY("SYMBOL,NAME OF COMPANY,", ",", 8) {
    @Override
    Instrument listing(List<String> cells) {
      return Instrument.newBuilder()
          .setSymbol(symbol("XNSE", cells.get(0)))
          .setName(issuer(cells.get(1)))
          .setIsin(isin(cells.get(6)))
          .setCurrency("INR")
          .setTickSize(500)
          .setRoundLot(positive(cells.get(5), 0, "market lot"))
          .setPriceBandBps(DEFAULT_BAND_BPS)
          .setMaxOrderQty(DEFAULT_MAX_ORDER_QTY)
          .setPrimaryListing(true)
          .build();
    }
  },

  /**
   * NASDAQ's directory: Symbol, Security Name, Market Category, Test Issue, Financial Status, Round
   * Lot Size, ETF, NextShares. Its round lot is a quoting unit; any number of shares may be bought.
   */
  NASDAQ_LISTED("Symbol|Security Name|", "\\|", 8) {
    @Override
    Instrument listing(List<String> cells) {
      return Instrument.newBuilder()
          .setSymbol(symbol("XNAS", cells.get(0)))
          .setName(issuer(cells.get(1)))
          .setCurrency("USD")
          .setTickSize(100)
          .setRoundLot(1)
          .setPriceBandBps(DEFAULT_BAND_BPS)
          .setMaxOrderQty(DEFAULT_MAX_ORDER_QTY)
          .setPrimaryListing(true)
          .build();
    }

    @Override
    boolean isTrailer(String line) {
      return line.startsWith("File Creation Time:");
    }
  };

  private static final int DEFAULT_BAND_BPS = 2_000;
  private static final int DEFAULT_MAX_ORDER_QTY = 50_000;
  private static final int MAX_BAND_BPS = 10_000;
  private static final int MAX_NAME = 200;
  private static final Pattern ISIN = Pattern.compile("[A-Z]{2}[A-Z0-9]{9}[0-9]");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private final String header;
  private final String separator;
  private final int columns;

  InstrumentFormat(String header, String separator, int columns) {
    this.header = header;
    this.separator = separator;
    this.columns = columns;
  }

  /** The format of a header line. */
  static InstrumentFormat of(String headerLine, int number) throws InstrumentFileException {
    // NSE puts a blank after some commas.
    var compact = headerLine.replace(", ", ",").replace("\uFEFF", "");
    for (var format : values()) {
      if (compact.startsWith(format.header)) {
        return format;
      }
    }
    throw new InstrumentFileException(number, "the header is of no format that we know");
  }

  /** The listing of one line; throws IllegalArgumentException with what is wrong. */
  abstract Instrument listing(List<String> cells);

  /** Whether a line closes the file instead of listing something. */
  boolean isTrailer(String line) {
    return false;
  }

  String separator() {
    return separator;
  }

  int columns() {
    return columns;
  }

  private static String symbol(String mic, String code) {
    return new Symbol(mic, code).toString();
  }

  private static String issuer(String text) {
    if (text.isEmpty() || text.length() > MAX_NAME) {
      throw new IllegalArgumentException("a name has 1 to " + MAX_NAME + " characters");
    }
    return text;
  }

  private static String isin(String text) {
    if (!text.isEmpty() && !ISIN.matcher(text).matches()) {
      throw new IllegalArgumentException("not an ISIN: " + text);
    }
    return text;
  }

  private static String currency(String text) {
    if (!CURRENCY.matcher(text).matches()) {
      throw new IllegalArgumentException("not a currency: " + text);
    }
    return text;
  }

  private static long positive(String text, int scale, String what) {
    var value = Decimals.parse(text, scale);
    if (value.isEmpty() || value.getAsLong() <= 0) {
      throw new IllegalArgumentException("not a " + what + ": " + text);
    }
    return value.getAsLong();
  }

  private static int bandBps(String text) {
    var value = positive(text, 0, "price band");
    if (value > MAX_BAND_BPS) {
      throw new IllegalArgumentException("not a price band: " + text);
    }
    return (int) value;
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("not true or false: " + text);
    };
  }
}
