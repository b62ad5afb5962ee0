package openbell.systemtest;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of the raw WebSocket door, authenticated. */
final class StreamClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_WAITING = 100_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>(MAX_WAITING);
  private WebSocket socket;

  private StreamClient() {}

  static StreamClient open(String url, String token) {
    var client = new StreamClient();
    client.socket =
        client
            .http
            .newWebSocketBuilder()
            .subprotocols("openbell.v1.json")
            .connectTimeout(TIMEOUT)
            .buildAsync(
                URI.create(url.replace("http://", "ws://") + "/ws/v1"), client.new Listener())
            .join();
    client.send(new JsonObject().put("action", "auth").put("token", token));
    return client;
  }

  void send(JsonObject message) {
    socket.sendText(message.encode(), true).join();
  }

  /** The next message that the condition holds for; others are passed over. */
  JsonObject awaitMessage(String what, Predicate<JsonObject> condition) {
    var end = System.nanoTime() + TIMEOUT.toNanos();
    try {
      while (true) {
        var left = end - System.nanoTime();
        var message = left <= 0 ? null : messages.poll(left, TimeUnit.NANOSECONDS);
        if (message == null) {
          throw new AssertionError("not within " + TIMEOUT + ": " + what);
        }
        if (condition.test(message)) {
          return message;
        }
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        messages.add(new JsonObject(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    /** The end is the last message: {@code {"type":"closed","code"}}. */
    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      messages.add(new JsonObject().put("type", "closed").put("code", code));
      return null;
    }
  }
}
