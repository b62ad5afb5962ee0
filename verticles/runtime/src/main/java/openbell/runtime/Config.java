package openbell.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The configuration of one process: dotted keys to text, immutable. Later sources win: {@code
 * openbell.yaml} (which names every key with its default), the profile, a file, the environment
 * ({@code OPENBELL_HTTP_PORT}), {@code --set key=value}. An unknown key is refused.
 */
public final class Config {
  private static final String RESOURCES = "/openbell/config/";
  private static final String ENVIRONMENT_PREFIX = "OPENBELL_";

  private final Map<String, String> values;

  private Config(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Loads all sources.
   *
   * @param profile name of {@code profiles/profile-<name>.yaml}, e.g. {@code demo}
   * @param file a YAML file, or null for none
   * @param environment the process environment
   * @param settings {@code key=value} texts
   * @throws ConfigException with one sentence that names the source and the key
   */
  public static Config load(
      String profile, Path file, Map<String, String> environment, Collection<String> settings) {
    var values = new TreeMap<String, String>();
    flatten("", resource("openbell.yaml"), values);
    var defaults = Map.copyOf(values);
    overlay(values, resource("profiles/profile-" + profile + ".yaml"), "profile " + profile);
    values.put("profile", profile);
    if (file != null) {
      overlay(values, file(file), file.toString());
    }
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT_PREFIX)) {
            keyOf(name, defaults.keySet()).ifPresent(key -> values.put(key, value));
          }
        });
    for (var setting : settings) {
      var equals = setting.indexOf('=');
      if (equals <= 0) {
        throw new ConfigException("--set takes key=value, not " + setting + ".");
      }
      put(values, setting.substring(0, equals), setting.substring(equals + 1), "--set");
    }
    return new Config(Map.copyOf(values));
  }

  /** This configuration with one more {@code key=value} over it; for tests and subcommands. */
  public Config with(String key, String value) {
    var changed = new TreeMap<>(values);
    put(changed, key, value, "with");
    return new Config(Map.copyOf(changed));
  }

  /** The text of a key; throws ConfigException if {@code openbell.yaml} does not name it. */
  public String string(String key) {
    var value = values.get(key);
    if (value == null) {
      throw new ConfigException("The configuration key " + key + " is unknown.");
    }
    return value;
  }

  /** A comma-separated list, trimmed, without empty entries. */
  public List<String> list(String key) {
    return List.of(string(key).split(",")).stream()
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  /** A whole number. */
  public int integer(String key) {
    return Math.toIntExact(number(key));
  }

  /** A whole number. */
  public long number(String key) {
    try {
      return Long.parseLong(string(key).strip());
    } catch (NumberFormatException notANumber) {
      throw new ConfigException(
          "The configuration key " + key + " takes a whole number, not " + string(key) + ".");
    }
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String key) {
    return switch (string(key).strip()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ConfigException(
              "The configuration key " + key + " takes true or false, not " + string(key) + ".");
    };
  }

  /** The data folder, absolute. */
  public Path dataDir() {
    return Path.of(string("data.dir")).toAbsolutePath().normalize();
  }

  /** All keys and values, sorted by key. */
  public Map<String, String> all() {
    return new TreeMap<>(values);
  }

  private static void overlay(Map<String, String> values, Map<?, ?> tree, String source) {
    var flat = new TreeMap<String, String>();
    flatten("", tree, flat);
    flat.forEach((key, value) -> put(values, key, value, source));
  }

  private static void put(Map<String, String> values, String key, String value, String source) {
    if (!values.containsKey(key)) {
      throw new ConfigException("The configuration key " + key + " (" + source + ") is unknown.");
    }
    values.put(key, value);
  }

  private static java.util.Optional<String> keyOf(String name, Collection<String> keys) {
    var wanted = name.substring(ENVIRONMENT_PREFIX.length());
    return keys.stream()
        .filter(key -> key.replace('.', '_').toUpperCase(Locale.ROOT).equals(wanted))
        .findFirst();
  }

  private static Map<?, ?> resource(String name) {
    try (var in = Config.class.getResourceAsStream(RESOURCES + name)) {
      if (in == null) {
        throw new ConfigException("There is no configuration " + name + ".");
      }
      return parse(in, name);
    } catch (IOException unreadable) {
      throw new ConfigException("The configuration " + name + " cannot be read: " + unreadable);
    }
  }

  private static Map<?, ?> file(Path file) {
    try (var in = Files.newInputStream(file)) {
      return parse(in, file.toString());
    } catch (IOException unreadable) {
      throw new ConfigException("The configuration file " + file + " cannot be read.");
    }
  }

  private static Map<?, ?> parse(InputStream in, String name) throws IOException {
    try {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      return switch (tree) {
        case null -> Map.of();
        case Map<?, ?> map -> map;
        default -> throw new ConfigException("The configuration " + name + " is no YAML mapping.");
      };
    } catch (YAMLException malformed) {
      throw new ConfigException(
          "The configuration " + name + " is no YAML: " + malformed.getMessage());
    }
  }

  private static void flatten(String prefix, Map<?, ?> tree, Map<String, String> into) {
    tree.forEach(
        (name, value) -> {
          var key = prefix.isEmpty() ? name.toString() : prefix + "." + name;
          switch (value) {
            case null -> into.put(key, "");
            case Map<?, ?> map -> flatten(key, map, into);
            case List<?> list ->
                into.put(key, String.join(",", list.stream().map(Object::toString).toList()));
            default -> into.put(key, value.toString());
          }
        });
  }
}
