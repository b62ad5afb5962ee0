package openbell.benchmarks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a benchmark says: rows of a table, bars that are met or not, and the same as JSON in {@code
 * <data>/bench/<name>.json}.
 */
public final class Report {
  private record Bar(String name, double value, String operator, double limit) {
    boolean isMet() {
      return operator.equals(">=") ? value >= limit : value <= limit;
    }
  }

  private final String name;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Bar> bars = new ArrayList<>();

  /** An empty report of a benchmark; columns are the table's head. */
  public Report(String name, String... columns) {
    this.name = name;
    rows.add(List.of(columns));
  }

  /** One line of the table. */
  public void row(Object... cells) {
    rows.add(List.of(cells).stream().map(Report::text).toList());
  }

  /** A bar that the value must reach. */
  public void atLeast(String bar, double value, double limit) {
    bars.add(new Bar(bar, value, ">=", limit));
  }

  /** A bar that the value must not pass. */
  public void atMost(String bar, double value, double limit) {
    bars.add(new Bar(bar, value, "<=", limit));
  }

  /** Whether every bar is met. */
  public boolean isMet() {
    return bars.stream().allMatch(Bar::isMet);
  }

  /** Prints the table, the machine and the bars, and writes the JSON. */
  public void publish(Path dataDir) throws IOException {
    System.out.println("bench " + name + " on " + Machine.describe());
    printTable();
    for (var bar : bars) {
      System.out.printf(
          Locale.ROOT,
          "bar %s %.2f %s %.2f %s%n",
          bar.name,
          bar.value,
          bar.operator,
          bar.limit,
          bar.isMet() ? "ok" : "FAIL");
    }
    var file = dataDir.resolve("bench").resolve(name + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, toJson().encodePrettily());
  }

  private void printTable() {
    var widths = new int[rows.getFirst().size()];
    for (var row : rows) {
      for (var column = 0; column < row.size(); column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    for (var row : rows) {
      var line = new StringBuilder("|");
      for (var column = 0; column < row.size(); column++) {
        line.append(' ').append(row.get(column));
        line.append(" ".repeat(widths[column] - row.get(column).length())).append(" |");
      }
      System.out.println(line);
    }
  }

  private JsonObject toJson() {
    var table = new JsonArray();
    rows.forEach(row -> table.add(new JsonArray(new ArrayList<>(row))));
    var barsJson = new JsonArray();
    for (var bar : bars) {
      barsJson.add(
          new JsonObject()
              .put("name", bar.name)
              .put("value", bar.value)
              .put("operator", bar.operator)
              .put("limit", bar.limit)
              .put("met", bar.isMet()));
    }
    return new JsonObject()
        .put("bench", name)
        .put("machine", Machine.describe())
        .put("table", table)
        .put("bars", barsJson);
  }

  private static String text(Object cell) {
    return switch (cell) {
      case Double number -> String.format(Locale.ROOT, number >= 1_000 ? "%,.0f" : "%.2f", number);
      case Long number -> String.format(Locale.ROOT, "%,d", number);
      case Integer number -> String.format(Locale.ROOT, "%,d", number);
      default -> cell.toString();
    };
  }
}
