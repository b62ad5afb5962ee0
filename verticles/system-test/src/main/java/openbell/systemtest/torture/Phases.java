package openbell.systemtest.torture;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the time of a round goes. */
final class Phases {
  private final Map<String, Long> millis = new LinkedHashMap<>();
  private long fromNanos = System.nanoTime();

  /** What was done since the last phase ended was this. */
  void ended(String phase) {
    var now = System.nanoTime();
    millis.merge(phase, (now - fromNanos) / 1_000_000, Long::sum);
    fromNanos = now;
  }

  long totalMillis() {
    return millis.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public String toString() {
    return millis.entrySet().stream()
        .map(phase -> String.format(Locale.ROOT, "%s %.1f", phase.getKey(), phase.getValue() / 1e3))
        .collect(Collectors.joining(", "));
  }
}
