package openbell.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir private Path data;

  private final Report report = new Report("some", "name", "value");

  @Test
  void isMetWithoutBars() {
    assertThat(report.isMet()).isTrue();
  }

  @Test
  void limitItselfMeetsABar() {
    report.atLeast("fast", 4, 4);
    report.atMost("small", 30, 30);
    assertThat(report.isMet()).isTrue();
  }

  @Test
  void oneBarBelowItsLimitFailsAll() {
    report.atLeast("fast", 5, 4);
    report.atLeast("faster", 3.99, 4);
    assertThat(report.isMet()).isFalse();
  }

  @Test
  void oneBarAboveItsLimitFailsAll() {
    report.atMost("small", 30.01, 30);
    assertThat(report.isMet()).isFalse();
  }

  @Test
  void valueThatIsNoNumberMeetsNoBar() {
    report.atLeast("ratio", Double.NaN, 4);
    assertThat(report.isMet()).isFalse();
  }

  @Test
  void writesTableAndBarsAsJson() throws IOException {
    report.row("rate", 1_234_567.8);
    report.row("count", 4_096);
    report.atLeast("fast", 5, 4);
    report.atMost("small", 31, 30);
    report.publish(data);

    var json = new JsonObject(Files.readString(data.resolve("bench/some.json")));
    assertThat(json.getString("bench")).isEqualTo("some");
    assertThat(json.getString("machine")).contains("cores").contains("Java");
    assertThat(json.getJsonArray("table"))
        .containsExactly(
            JsonArray.of("name", "value"),
            JsonArray.of("rate", "1,234,568"),
            JsonArray.of("count", "4,096"));
    assertThat(json.getJsonArray("bars"))
        .containsExactly(bar("fast", 5, ">=", 4, true), bar("small", 31, "<=", 30, false));
  }

  private static JsonObject bar(
      String name, double value, String operator, double limit, boolean met) {
    return new JsonObject()
        .put("name", name)
        .put("value", value)
        .put("operator", operator)
        .put("limit", limit)
        .put("met", met);
  }
}
