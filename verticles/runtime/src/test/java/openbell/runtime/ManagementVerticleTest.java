package openbell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The management port, asked by Java's own client as it comes: one that offers HTTP/2. */
@ExtendWith(VertxExtension.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ManagementVerticleTest {
  private static final int COUNTERS = 2_000;
  private static final int CLIENTS = 20;
  private static final int ASKED_EACH = 3;
  private static final Endpoints NOWHERE =
      new Endpoints(
          new Endpoints.Postgres("localhost", 1, "openbell", "openbell", ""),
          new Endpoints.Redis("localhost", 1, ""),
          new Endpoints.Kafka("localhost:1"));

  private Node node;
  private String url;

  @BeforeEach
  void listen(Vertx vertx) throws Exception {
    node =
        Node.on(vertx, Config.load("demo", null, Map.of(), List.of("management.port=0")), NOWHERE);
    var management = new ManagementVerticle(node);
    vertx
        .deployVerticle(management)
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    url = "http://127.0.0.1:" + management.actualPort();
  }

  @Test
  void figuresOfManyFramesArriveWhole() throws Exception {
    for (var i = 0; i < COUNTERS; i++) {
      node.metrics().counter("openbell.asked", "number", Integer.toString(i)).increment();
    }
    for (var i = 0; i < CLIENTS; i++) {
      try (var http = HttpClient.newHttpClient()) {
        for (var k = 0; k < ASKED_EACH; k++) {
          var counted =
              get(http, "/metrics")
                  .body()
                  .lines()
                  .filter(line -> line.startsWith("openbell_asked"));
          assertThat(counted).hasSize(COUNTERS).allMatch(line -> line.endsWith("} 1.0"));
        }
      }
    }
  }

  @Test
  void anythingElseIsNotFound() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      assertThat(get(http, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(http, "/").statusCode()).isEqualTo(404);
    }
  }

  private HttpResponse<String> get(HttpClient http, String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(10)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
