package openbell.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds the YAML files to what README.md promises their readers. */
class ConfigFilesTest {
  @ParameterizedTest
  @ValueSource(strings = {"demo", "cluster", "production"})
  void profileRepeatsOnlyKnownKeys(String profile) {
    var keys = dottedKeys(load("profiles/profile-" + profile + ".yaml"));

    assertThat(keys).isNotEmpty().isSubsetOf(dottedKeys(load("openbell.yaml")));
  }

  @Test
  void productionHasNoDemoUsersAndNoAnonymousQuotes() {
    var production = load("profiles/profile-production.yaml");

    assertThat(section(production, "demo")).containsEntry("users", false);
    assertThat(section(production, "quotes")).containsEntry("anonymous", false);
    assertThat(section(production, "security")).containsEntry("refuseDevelopmentSecrets", true);
  }

  @Test
  void portsAreThoseOfTheContract() {
    var config = load("openbell.yaml");

    assertThat(section(config, "http")).containsEntry("port", 8080);
    assertThat(section(config, "management"))
        .containsEntry("port", 8081)
        .containsEntry("host", "127.0.0.1");
    assertThat(section(config, "fix")).containsEntry("port", 9880);
    assertThat(section(config, "bridge")).containsEntry("port", 7000);
    assertThat(section(config, "postgres")).containsEntry("port", 15432);
    assertThat(section(config, "redis")).containsEntry("port", 16379);
    assertThat(section(config, "kafka")).containsEntry("port", 19092);
  }

  @ParameterizedTest
  @ValueSource(strings = {"XNSE", "XNAS", "XBOM"})
  void holidaysAreDistinctWeekdaysInOrder(String mic) {
    var dates = dates(load("markets/" + mic + ".yaml"), "holidays");

    assertThat(dates).isSorted().doesNotHaveDuplicates();
    assertThat(dates)
        .extracting(LocalDate::getDayOfWeek)
        .doesNotContain(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    assertThat(dates)
        .extracting(LocalDate::getYear)
        .contains(2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027);
  }

  @ParameterizedTest
  @ValueSource(strings = {"XNSE", "XNAS", "XBOM"})
  void specialDaysAreNamedAndTheirListsSayDifferentThings(String mic) {
    var market = load("markets/" + mic + ".yaml");
    var halfDays = dates(market, "halfDays");
    var sessions = dates(market, "specialSessions");

    assertThat(halfDays).isSorted().doesNotHaveDuplicates();
    assertThat(dates(market, "holidays")).noneMatch(halfDays::contains);
    assertThat(sessions).isSorted().doesNotHaveDuplicates();
    assertThat(sessions).noneMatch(halfDays::contains);
    for (var list : List.of("holidays", "halfDays", "specialSessions")) {
      assertThat(maps(market, list))
          .allSatisfy(day -> assertThat((String) day.get("name")).isNotBlank());
    }
  }

  /** The two exchanges of Mumbai trade on the same days at the same hours. */
  @ParameterizedTest
  @ValueSource(
      strings = {"timeZone", "sessions", "weekend", "holidays", "halfDays", "specialSessions"})
  void theCalendarsOfMumbaiAreOne(String part) {
    assertThat(load("markets/XBOM.yaml").get(part)).isEqualTo(load("markets/XNSE.yaml").get(part));
  }

  @ParameterizedTest
  @ValueSource(strings = {"XNSE", "XNAS", "XBOM"})
  void sessionsFollowEachOtherInAKnownZone(String mic) {
    var market = load("markets/" + mic + ".yaml");
    var times = new ArrayList<LocalTime>();
    for (var session : maps(market, "sessions")) {
      times.add(LocalTime.parse((String) session.get("from")));
      times.add(LocalTime.parse((String) session.get("to")));
    }

    assertThat(times).isSorted();
    assertThat(maps(market, "sessions")).anyMatch(s -> "REGULAR".equals(s.get("phase")));
    assertThat(ZoneId.of((String) market.get("timeZone")).getRules()).isNotNull();
  }

  /** README.md: an item names only items that stand before it, so one pass computes them all. */
  @ParameterizedTest
  @ValueSource(strings = {"XNSE", "XNAS", "XBOM"})
  void feesHaveIntegerRatesAndABaseThatStandsBefore(String mic) {
    var earlier = new TreeSet<String>(Set.of("turnover"));
    for (var fee : maps(load("markets/" + mic + ".yaml"), "fees")) {
      var base = fee.get("of") instanceof List<?> names ? names : List.of(fee.get("of"));
      assertThat(base).isNotEmpty().allMatch(earlier::contains);
      assertThat(fee.get("side")).isIn("BUY", "SELL", "BOTH");
      assertThat(fee.get("ratePpm")).isInstanceOf(Integer.class);
      assertThat(fee.get("roundingMode")).isEqualTo("HALF_UP");
      assertThat(earlier.add((String) fee.get("name"))).isTrue();
    }
  }

  private static Map<?, ?> load(String name) {
    try (var in = ConfigFilesTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Yaml(new SafeConstructor(new LoaderOptions())).<Map<?, ?>>load(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Object, Object> section(Map<?, ?> config, String name) {
    return Map.copyOf((Map<?, ?>) config.get(name));
  }

  private static List<Map<?, ?>> maps(Map<?, ?> config, String name) {
    return ((List<?>) config.get(name)).stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
  }

  private static List<LocalDate> dates(Map<?, ?> market, String list) {
    return maps(market, list).stream()
        .map(day -> LocalDate.parse((String) day.get("date")))
        .toList();
  }

  private static Set<String> dottedKeys(Map<?, ?> config) {
    var keys = new TreeSet<String>();
    config.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> nested) {
            dottedKeys(nested).forEach(rest -> keys.add(key + "." + rest));
          } else {
            keys.add(key.toString());
          }
        });
    return keys;
  }
}
