package openbell.benchmarks.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a platform says of itself in the Prometheus text format. Blocks. */
final class PlatformFigures {
  private static final Pattern UPPER_BOUND = Pattern.compile(".*[{,]le=\"([^\"]+)\".*");

  /** What the management port speaks. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final HttpRequest request;

  PlatformFigures(int managementPort) {
    this.request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/metrics"))
            .build();
  }

  /** Everything at one moment. */
  Scrape scrape() {
    try {
      return new Scrape(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException failure) {
      throw new UncheckedIOException("the platform does not say its figures", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** The figures of one moment. */
  record Scrape(String text) {
    /** The sum of a counter over its tags. */
    double sum(String counter) {
      return text.lines()
          .filter(line -> line.startsWith(counter + "{") || line.startsWith(counter + " "))
          .mapToDouble(Scrape::value)
          .sum();
    }

    /**
     * The 99th percentile, in milliseconds, of what a histogram has counted since an earlier
     * moment: the upper bound of its bucket. NaN where that was nothing.
     *
     * @param tags text that each line of it contains; may be empty
     */
    double p99Ms(String histogram, String tags, Scrape before) {
      var counts = buckets(histogram, tags);
      before
          .buckets(histogram, tags)
          .forEach((bound, count) -> counts.merge(bound, -count, Double::sum));
      double all = counts.isEmpty() ? 0 : counts.lastEntry().getValue();
      return counts.entrySet().stream()
          .filter(bucket -> all > 0 && bucket.getValue() >= all * 0.99)
          .mapToDouble(bucket -> bucket.getKey() * 1e3)
          .findFirst()
          .orElse(Double.NaN);
    }

    /** Cumulative counts by upper bound in seconds. */
    private TreeMap<Double, Double> buckets(String histogram, String tags) {
      var buckets = new TreeMap<Double, Double>();
      text.lines()
          .filter(line -> line.startsWith(histogram + "_bucket") && line.contains(tags))
          .forEach(
              line -> {
                var bound = UPPER_BOUND.matcher(line);
                if (bound.matches()) {
                  buckets.merge(seconds(bound.group(1)), value(line), Double::sum);
                }
              });
      return buckets;
    }

    private static double seconds(String bound) {
      return bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
    }

    private static double value(String line) {
      return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
  }
}
