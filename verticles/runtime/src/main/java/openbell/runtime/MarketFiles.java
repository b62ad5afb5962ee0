package openbell.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import openbell.model.market.Market;
import openbell.model.market.Session;
import openbell.model.market.SpecialDay;
import openbell.model.market.SpecialDay.EarlyClose;
import openbell.model.market.SpecialDay.Holiday;
import openbell.model.market.SpecialDay.SpecialSession;
import openbell.model.market.TradingDay;
import openbell.model.market.TradingPhase;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the calendars of {@code openbell/config/markets/<MIC>.yaml} from the class path. */
public final class MarketFiles {
  private MarketFiles() {}

  /**
   * The calendars of the named markets, by market identifier code.
   *
   * @throws ConfigException with one sentence that names the file
   */
  public static Map<String, Market> load(List<String> mics) {
    var markets = new HashMap<String, Market>();
    mics.forEach(mic -> markets.put(mic, load(mic)));
    return Map.copyOf(markets);
  }

  private static Market load(String mic) {
    var name = "/openbell/config/markets/" + mic + ".yaml";
    try (var in = MarketFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new ConfigException("There is no market file " + name + ".");
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Map<?, ?> tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      return market(mic, tree);
    } catch (IOException
        | YAMLException
        | ClassCastException
        | NullPointerException
        | DateTimeException
        | IllegalStateException
        | IllegalArgumentException malformed) {
      throw new ConfigException(
          "The market file " + name + " is malformed: " + malformed.getMessage() + ".");
    }
  }

  private static Market market(String mic, Map<?, ?> tree) {
    var sessions = new ArrayList<Session>();
    for (var entry : entries(tree, "sessions")) {
      sessions.add(
          new Session(
              TradingPhase.valueOf(text(entry, "phase")), time(entry, "from"), time(entry, "to")));
    }
    var weekend = new HashSet<DayOfWeek>();
    ((List<?>) tree.get("weekend")).forEach(day -> weekend.add(DayOfWeek.valueOf((String) day)));
    var zone = ZoneId.of(text(tree, "timeZone"));
    var market = new Market(mic, zone, sessions, weekend, specialDays(tree));
    // A day that cannot be is found now, not on that day.
    market
        .specialDays()
        .keySet()
        .forEach(date -> market.day(date).ifPresent(TradingDay::regularClose));
    return market;
  }

  /** Of a date that stands in several lists the later list says what it is. */
  private static Map<LocalDate, SpecialDay> specialDays(Map<?, ?> tree) {
    var days = new HashMap<LocalDate, SpecialDay>();
    entries(tree, "holidays").forEach(day -> days.put(date(day), new Holiday(text(day, "name"))));
    entries(tree, "halfDays")
        .forEach(day -> days.put(date(day), new EarlyClose(time(day, "to"), text(day, "name"))));
    entries(tree, "specialSessions")
        .forEach(
            day ->
                days.put(
                    date(day),
                    new SpecialSession(time(day, "from"), time(day, "to"), text(day, "name"))));
    return days;
  }

  private static List<Map<?, ?>> entries(Map<?, ?> tree, String key) {
    var entries = new ArrayList<Map<?, ?>>();
    ((List<?>) tree.get(key)).forEach(entry -> entries.add((Map<?, ?>) entry));
    return entries;
  }

  private static String text(Map<?, ?> entry, String key) {
    return (String) entry.get(key);
  }

  private static LocalDate date(Map<?, ?> entry) {
    return LocalDate.parse(text(entry, "date"));
  }

  private static LocalTime time(Map<?, ?> entry, String key) {
    return LocalTime.parse(text(entry, key));
  }
}
