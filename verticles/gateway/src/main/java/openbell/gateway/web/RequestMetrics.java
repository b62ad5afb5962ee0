package openbell.gateway.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** The requests of the REST door: {@code openbell_gateway_request_seconds}. Thread-safe. */
public final class RequestMetrics {
  private final MeterRegistry registry;

  public RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** One request was answered; a route is a line of the table, so there are few. */
  void answered(Route route, int status, long nanos) {
    Timer.builder("openbell_gateway_request_seconds")
        .tag("method", route.method().name())
        .tag("route", route.path())
        .tag("status", Integer.toString(status))
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(2))
        .register(registry)
        .record(Duration.ofNanos(nanos));
  }
}
