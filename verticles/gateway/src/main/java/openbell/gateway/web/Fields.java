package openbell.gateway.web;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import openbell.gateway.web.Problem.FieldError;
import openbell.model.Decimals;

/**
 * The fields of one request, read by name. What is wrong is collected; after all fields are read,
 * {@link #problem} tells it, with the fields that nobody read as unknown. A faulty or absent field
 * reads as empty. Used by one request on its event loop.
 */
public final class Fields {
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final int MAX_DECIMAL = 64;

  private final SequencedMap<String, Value> values;
  private final boolean body;
  private final Set<String> asked = new HashSet<>();
  private final List<FieldError> errors = new ArrayList<>();

  private Fields(SequencedMap<String, Value> values, boolean body) {
    this.values = values;
    this.body = body;
  }

  static Fields ofBody(SequencedMap<String, Value> values) {
    return new Fields(values, true);
  }

  static Fields malformed(String detail) {
    var fields = new Fields(new TreeMap<>(), true);
    fields.errors.add(new FieldError("", "request.malformed", detail));
    return fields;
  }

  /** The parameters of a query; one that is given twice is at fault. */
  public static Fields ofQuery(MultiMap parameters) {
    var fields = new Fields(new TreeMap<>(), false);
    parameters.forEach(
        (name, text) -> {
          if (fields.values.put(name, new Value.Text(text)) != null) {
            fields.fault(name, "request.invalid_value", name + " is given twice.");
          }
        });
    return fields;
  }

  /** A text of 1 to {@code maxLength} units without control characters. */
  public Optional<String> text(String name, int maxLength) {
    return switch (value(name)) {
      case null -> Optional.empty();
      case Value.Text(var text) -> cleanText(name, text, maxLength);
      case Value.Num _ -> numberNotAllowed(name);
      case Value.Flag _, Value.Texts _, Value.Objects _, Value.Nested _ ->
          invalid(name, "is a text");
    };
  }

  /** As {@link #text}; its absence is a fault and reads as the empty text. */
  public String requiredText(String name, int maxLength) {
    require(name);
    return text(name, maxLength).orElse("");
  }

  /** A positive decimal, as a scaled long. */
  public OptionalLong positive(String name, int scale) {
    var text = text(name, MAX_DECIMAL);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    var value = Decimals.parse(text.get(), scale);
    if (value.isEmpty()) {
      notADecimal(name, text.get(), scale);
    } else if (value.getAsLong() <= 0) {
      fault(name, "request.not_positive", name + " is greater than zero.");
      return OptionalLong.empty();
    }
    return value;
  }

  /** One of a few words. */
  public <E> Optional<E> word(String name, Map<String, E> words) {
    var text = text(name, 64);
    if (text.isPresent() && !words.containsKey(text.get())) {
      fault(
          name,
          "request.invalid_value",
          name + " is one of " + String.join(", ", new TreeSet<>(words.keySet())) + ".");
    }
    return text.map(words::get);
  }

  /** True or false. */
  public boolean flag(String name, boolean otherwise) {
    return switch (value(name)) {
      case null -> otherwise;
      case Value.Flag(var value) -> value;
      case Value.Text _, Value.Num _, Value.Texts _, Value.Objects _, Value.Nested _ ->
          this.<Boolean>invalid(name, "is true or false").orElse(otherwise);
    };
  }

  /** A whole number between bounds; a JSON number or, as all in a query, digits. */
  public long integer(String name, long otherwise, long min, long max) {
    var digits =
        switch (value(name)) {
          case null -> String.valueOf(otherwise);
          case Value.Num(var text) -> text;
          case Value.Text(var text) -> text;
          case Value.Flag _, Value.Texts _, Value.Objects _, Value.Nested _ -> "";
        };
    var number = Decimals.parse(digits, 0);
    if (number.isEmpty() || number.getAsLong() < min || number.getAsLong() > max) {
      var range = max == Long.MAX_VALUE ? "from " + min : min + " to " + max;
      invalid(name, "is a whole number, " + range);
      return otherwise;
    }
    return number.getAsLong();
  }

  /** A list of texts; absent is empty. */
  public List<String> texts(String name, int maxCount, int maxLength) {
    return switch (value(name)) {
      case null -> List.of();
      case Value.Texts(var texts) when texts.size() <= maxCount ->
          texts.stream().flatMap(text -> cleanText(name, text, maxLength).stream()).toList();
      case Value.Texts(var texts) -> tooMany(name, maxCount);
      case Value.Text _, Value.Num _, Value.Flag _, Value.Objects _, Value.Nested _ ->
          this.<List<String>>invalid(name, "is a list of texts").orElse(List.of());
    };
  }

  /** A list of objects, each to be read and checked by itself; empty where it is at fault. */
  public List<Fields> objects(String name, int maxCount) {
    return switch (value(name)) {
      case null -> List.of();
      case Value.Objects(var objects) when objects.size() <= maxCount ->
          objects.stream().map(Fields::ofBody).toList();
      case Value.Objects(var objects) -> tooMany(name, maxCount);
      case Value.Text _, Value.Num _, Value.Flag _, Value.Texts _, Value.Nested _ ->
          this.<List<Fields>>invalid(name, "is a list of objects").orElse(List.of());
    };
  }

  /** Says that a field must be there. */
  public void require(String name) {
    if (!values.containsKey(name) && !isMalformed()) {
      fault(name, "request.missing_field", name + " is missing.");
    }
  }

  /** Adds a fault that only the caller can see. */
  public void fault(String name, String code, String detail) {
    errors.add(new FieldError(pointer(name), code, detail));
  }

  /** What is wrong, if anything; called after every field was read. */
  public Optional<Problem> problem() {
    var all = new ArrayList<>(errors);
    values.keySet().stream()
        .filter(name -> !asked.contains(name))
        .forEach(
            name ->
                all.add(
                    new FieldError(
                        pointer(name),
                        body ? "request.unknown_field" : "request.unknown_parameter",
                        "There is no such " + (body ? "field." : "parameter."))));
    return all.isEmpty() ? Optional.empty() : Optional.of(Problem.ofFields(all));
  }

  /**
   * The same bytes for every body of equal fields, whatever their order and spacing.
   *
   * @param except a field that is left out
   */
  public byte[] canonical(String except) {
    var json = new JsonObject();
    values.forEach(
        (name, value) -> {
          if (!name.equals(except)) {
            json.put(name, plain(value));
          }
        });
    return json.encode().getBytes(StandardCharsets.UTF_8);
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Flag(var flag) -> flag;
      case Value.Num(var text) -> text;
      case Value.Texts(var texts) -> new JsonArray(texts);
      case Value.Objects _, Value.Nested _ -> new JsonObject();
    };
  }

  private Value value(String name) {
    asked.add(name);
    return values.get(name);
  }

  private boolean isMalformed() {
    return !errors.isEmpty() && errors.getFirst().code().equals("request.malformed");
  }

  private Optional<String> cleanText(String name, String text, int maxLength) {
    if (text.isEmpty() || text.length() > maxLength) {
      return invalid(name, "has 1 to " + maxLength + " characters");
    }
    var broken = text.codePoints().anyMatch(c -> Character.isISOControl(c) || isLoneSurrogate(c));
    return broken ? invalid(name, "has no control characters") : Optional.of(text);
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private void notADecimal(String name, String text, int scale) {
    if (!DECIMAL.matcher(text).matches()) {
      fault(name, "request.invalid_decimal", name + " is a decimal such as \"2850.05\".");
    } else if (isTooPrecise(text, scale)) {
      var detail = scale == 0 ? " is whole." : " has at most " + scale + " digits after the point.";
      fault(name, "request.too_precise", name + detail);
    } else {
      fault(name, "request.out_of_range", name + " is too large.");
    }
  }

  private static boolean isTooPrecise(String text, int scale) {
    var point = text.indexOf('.');
    return point >= 0
        && text.length() - point - 1 > scale
        && text.substring(point + 1 + scale).chars().anyMatch(digit -> digit != '0');
  }

  private <T> List<T> tooMany(String name, int maxCount) {
    fault(name, "request.too_many", name + " has at most " + maxCount + " entries.");
    return List.of();
  }

  private <T> Optional<T> numberNotAllowed(String name) {
    fault(
        name,
        "request.number_not_allowed",
        name + " is a string; money, prices and quantities are never JSON numbers.");
    return Optional.empty();
  }

  private <T> Optional<T> invalid(String name, String rule) {
    fault(name, "request.invalid_value", name + " " + rule + ".");
    return Optional.empty();
  }

  private String pointer(String name) {
    return body ? "/" + name.replace("~", "~0").replace("/", "~1") : "?" + name;
  }
}
