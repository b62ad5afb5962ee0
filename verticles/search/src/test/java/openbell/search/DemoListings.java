package openbell.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import openbell.wire.reference.Instrument;

/** The instruments of config/instruments.csv, as far as search looks at them. */
final class DemoListings {
  private DemoListings() {}

  static List<Instrument> all() {
    try (var in = DemoListings.class.getResourceAsStream("/openbell/config/instruments.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(DemoListings::of)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Instrument of(String line) {
    var fields = line.split(",", -1);
    return listing(fields[1] + ":" + fields[0], fields[2], fields[3]).toBuilder()
        .setPrimaryListing(Boolean.parseBoolean(fields[10]))
        .build();
  }

  static Instrument listing(String symbol, String name, String isin) {
    return Instrument.newBuilder()
        .setSymbol(symbol)
        .setName(name)
        .setIsin(isin)
        .setPrimaryListing(true)
        .setTradable(true)
        .build();
  }
}
