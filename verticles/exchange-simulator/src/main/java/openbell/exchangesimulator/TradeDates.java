package openbell.exchangesimulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The trade date of each market at an instant: the date in the market's time zone. */
final class TradeDates {
  private static final Logger LOG = LoggerFactory.getLogger(TradeDates.class);

  private final Map<String, ZoneId> zones = new ConcurrentHashMap<>();

  /** As YYYYMMDD. */
  int of(String mic, Instant now) {
    var date = now.atZone(zones.computeIfAbsent(mic, TradeDates::zone)).toLocalDate();
    return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
  }

  private static ZoneId zone(String mic) {
    try (var in =
        TradeDates.class.getResourceAsStream("/openbell/config/markets/" + mic + ".yaml")) {
      if (in == null) {
        LOG.warn("no market {} is configured: its trade date is that of UTC", mic);
        return ZoneOffset.UTC;
      }
      Map<String, Object> market = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return ZoneId.of(market.get("timeZone").toString());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
