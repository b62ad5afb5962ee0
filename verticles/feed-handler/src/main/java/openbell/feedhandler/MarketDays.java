package openbell.feedhandler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import openbell.feedhandler.domain.TradeDays;
import openbell.model.Symbol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The trade dates of each market, by the time zone in its file; used by one event loop. */
final class MarketDays {
  private static final Logger LOG = LoggerFactory.getLogger(MarketDays.class);
  private static final String MARKETS = "/openbell/config/markets/";

  private final Map<String, TradeDays> byMic = new HashMap<>();

  /** The trade dates of a canonical symbol's market; UTC's where the market is not configured. */
  TradeDays of(String symbol) {
    return byMic.computeIfAbsent(Symbol.of(symbol).mic(), mic -> new TradeDays(zone(mic)));
  }

  private static ZoneId zone(String mic) {
    try (var in = MarketDays.class.getResourceAsStream(MARKETS + mic + ".yaml")) {
      if (in == null) {
        LOG.warn("there is no market {}: its trade dates are UTC's", mic);
        return ZoneOffset.UTC;
      }
      return ZoneId.of(timeZone(in));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String timeZone(InputStream in) {
    Map<?, ?> market = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    return market.get("timeZone").toString();
  }
}
