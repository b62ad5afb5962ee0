package openbell.quotefanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A client of the doors that only read. */
final class ReadClient implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  ReadClient(int port) {
    this.port = port;
  }

  private HttpRequest request(String path, String token) {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    return token.isEmpty()
        ? request.build()
        : request.header("Authorization", "Bearer " + token).build();
  }

  /** The body of an answer; the status and the code of a refusal. */
  String get(String path, String token) {
    return later(request(path, token)).join();
  }

  /** The same, some time. */
  CompletableFuture<String> later(String path) {
    return later(request(path, ""));
  }

  private CompletableFuture<String> later(HttpRequest request) {
    return http.sendAsync(request, BodyHandlers.ofString())
        .orTimeout(20, TimeUnit.SECONDS)
        .thenApply(
            answer ->
                answer.statusCode() == 200
                    ? answer.body()
                    : answer.statusCode() + " " + new JsonObject(answer.body()).getString("code"));
  }

  Events stream(String path) {
    return stream(path, "");
  }

  Events stream(String path, String token) {
    var answer =
        http.sendAsync(request(path, token), BodyHandlers.ofLines())
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
    return new Events(answer);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /** A stream of events, read by a thread of its own. */
  static final class Events implements AutoCloseable {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> comments = new LinkedBlockingQueue<>();
    private final Stream<String> lines;
    private String name = "";

    private Events(HttpResponse<Stream<String>> answer) {
      lines = answer.body();
      Thread.startVirtualThread(this::read);
    }

    private void read() {
      try {
        lines.forEach(this::line);
        events.add("end");
      } catch (RuntimeException cut) {
        events.add("cut");
      }
    }

    private void line(String line) {
      if (line.startsWith(":")) {
        comments.add(line);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        events.add(name + " " + line.substring(6));
      }
    }

    /** Name and data of the next event; {@code end} or {@code cut} when there are no more. */
    String next() {
      return next(events);
    }

    String comment() {
      return next(comments);
    }

    private static String next(BlockingQueue<String> queue) {
      try {
        var next = queue.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("within 20 s").isNotNull();
        return next;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", interrupted);
      }
    }

    @Override
    public void close() {
      lines.close();
    }
  }
}
