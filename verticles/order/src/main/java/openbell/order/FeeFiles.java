package openbell.order;

import java.io.IOException;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import openbell.model.Side;
import openbell.order.domain.FeeItem;
import openbell.order.domain.FeeSchedule;
import openbell.runtime.ConfigException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the fee schedules of {@code openbell/config/markets/<MIC>.yaml} from the class path. */
final class FeeFiles {
  private FeeFiles() {}

  /**
   * The schedules of the named markets, by market identifier code.
   *
   * @throws ConfigException with one sentence that names the file
   */
  static Map<String, FeeSchedule> load(List<String> mics) {
    var schedules = new HashMap<String, FeeSchedule>();
    mics.forEach(mic -> schedules.put(mic, load(mic)));
    return Map.copyOf(schedules);
  }

  private static FeeSchedule load(String mic) {
    var name = "/openbell/config/markets/" + mic + ".yaml";
    try (var in = FeeFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new ConfigException("There is no market file " + name + ".");
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Map<?, ?> tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      var items = new ArrayList<FeeItem>();
      ((List<?>) tree.get("fees")).forEach(entry -> items.add(item((Map<?, ?>) entry)));
      return new FeeSchedule(items);
    } catch (IOException
        | YAMLException
        | ClassCastException
        | NullPointerException
        | IllegalArgumentException malformed) {
      throw new ConfigException(
          "The fees in " + name + " are malformed: " + malformed.getMessage() + ".");
    }
  }

  private static FeeItem item(Map<?, ?> entry) {
    var side = (String) entry.get("side");
    return new FeeItem(
        (String) entry.get("name"),
        "BOTH".equals(side) ? Optional.empty() : Optional.of(Side.valueOf(side)),
        base(entry.get("of")),
        ((Number) entry.get("ratePpm")).longValue(),
        RoundingMode.valueOf((String) entry.get("roundingMode")),
        number(entry, "minimum", 0),
        number(entry, "maximum", Long.MAX_VALUE));
  }

  private static Set<String> base(Object of) {
    return switch (of) {
      case List<?> names -> names.stream().map(String.class::cast).collect(Collectors.toSet());
      case String name when name.equals("turnover") -> Set.of();
      case null, default -> throw new IllegalArgumentException("a charge of " + of);
    };
  }

  private static long number(Map<?, ?> entry, String key, long otherwise) {
    return entry.get(key) instanceof Number number ? number.longValue() : otherwise;
  }
}
