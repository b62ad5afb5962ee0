package openbell.quotefanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import openbell.fuzz.Fuzz;
import openbell.quotefanout.FanoutMetrics.Transport;
import openbell.quotefanout.domain.FrameBytes;
import openbell.quotefanout.domain.QuoteFormat;
import openbell.quotefanout.domain.Subject;
import openbell.quotefanout.domain.Watchlist;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Frames of bridge clients, each the first of a session on its event loop: answers are those of the
 * stock bridge, and few; a session that is still open answers the next message; when all are gone,
 * nothing is watched.
 */
class BridgeFuzzTest {
  private static final Set<String> ERRORS =
      Set.of(
          "invalid_json",
          "missing_type",
          "invalid_type",
          "missing_address",
          "access_denied",
          "not_logged_in",
          "auth_error",
          "max_handlers_reached",
          "max_address_length_reached",
          "address_already_registered",
          "invalid_reply_address",
          "quota.rate_exceeded",
          "request.too_large");
  private static final int MAX_ANSWERS = 100;
  private static final String PROBE = "{\"type\":\"register\",\"address\":\"probe\"}";
  private static final String[] MESSAGES = {
    "{\"type\":\"ping\"}",
    "{\"type\":\"register\",\"address\":\"quotes.RELIANCE\",\"headers\":{}}",
    "{\"type\":\"register\",\"address\":\"depth.M&M\"}",
    "{\"type\":\"register\",\"address\":\"account.11.events\","
        + "\"headers\":{\"authorization\":\"Bearer token-1\",\"since\":\"5\"}}",
    "{\"type\":\"register\",\"address\":\"system.heartbeat\"}",
    "{\"type\":\"send\",\"address\":\"api.orders.place\",\"replyAddress\":\"r-1\","
        + "\"body\":{\"symbol\":\"M&M\"}}",
    "{\"type\":\"send\",\"address\":\"api.instruments.search\",\"replyAddress\":\"r-2\","
        + "\"headers\":{\"authorization\":\"Bearer token-2\"},\"body\":{\"q\":\"r\"}}",
  };
  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\\"",
    ":",
    ",",
    "{\"a\":",
    "[[",
    "null",
    "1e999",
    "\\u0000",
    "\\ud800",
    "\"type\":\"send\",",
    "\"type\":\"unregister\",",
    "\"address\":7,",
    "api.session.renew",
    "account.",
    ".events",
    "trades.",
    "\"headers\":[],",
    "99999999999999999999",
    "\u00e9",
  };

  private FanoutServer server;
  private FanoutEngine engine;
  private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void start() {
    server = FanoutServer.start();
    server.node().vertx().exceptionHandler(uncaught::add);
    engine = server.fanout().engines().getFirst();
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(server.connections()).isZero();
    assertThat(server.watchedSymbols()).isZero();
    assertThat(uncaught).isEmpty();
    server.close();
  }

  @Test
  void rawMessages() {
    Fuzz.of("bridge messages", MESSAGES)
        .with(TOKENS)
        .run(input -> isServed(input, Connection::receive));
  }

  @Test
  void sockJsFrames() {
    Fuzz.of("sockjs frames", framed(MESSAGES[0], MESSAGES[1]), framed(MESSAGES[3]), framed())
        .with(TOKENS)
        .run(input -> isServed(input, BridgeDoor::receiveAll));
  }

  private static String framed(String... messages) {
    return new JsonArray(List.of(messages)).encode();
  }

  private boolean isServed(byte[] input, BiConsumer<BridgeSession, String> receive) {
    var wire = new WrittenWire();
    var session =
        onLoop(
            () -> {
              var joined = new BridgeSession(engine, Transport.SOCKJS_RAW, wire);
              engine.metrics().admit(Transport.SOCKJS_RAW, Integer.MAX_VALUE);
              engine.join(joined, BridgeSession.WINDOW_MS);
              receive.accept(joined, new String(input, StandardCharsets.UTF_8));
              return joined;
            });
    var errors = new ArrayList<String>();
    for (var message : onLoop(() -> List.copyOf(wire.messages))) {
      var json = new JsonObject(message);
      assertThat(json.getString("type")).isIn("rec", "err");
      if (!json.containsKey("address")) {
        errors.add(json.getString("body"));
      }
    }
    assertThat(ERRORS).containsAll(errors);
    var denied = onLoop(() -> probe(session, wire));
    while (!onLoop(() -> session.isClosed() || wire.denied() > denied)) {
      // A token is being checked: the probe waits in its turn.
      Thread.onSpinWait();
    }
    return onLoop(
        () -> {
          assertThat(wire.messages).hasSizeLessThan(MAX_ANSWERS);
          session.ended();
          return errors.isEmpty() && !wire.isClosed;
        });
  }

  private static long probe(BridgeSession session, WrittenWire wire) {
    var denied = wire.denied();
    session.receive(PROBE);
    return denied;
  }

  private <T> T onLoop(Supplier<T> work) {
    var done = Promise.<T>promise();
    engine.run(
        () -> {
          try {
            done.complete(work.get());
          } catch (RuntimeException | AssertionError | StackOverflowError failure) {
            done.fail(failure);
          }
        });
    return FanoutServer.await(done.future());
  }

  /** Keeps what is written. */
  private static final class WrittenWire implements BridgeWire {
    private final List<String> messages = new ArrayList<>();
    private boolean isClosed;

    /** How many messages were refused as the probe is, or because there were too many. */
    private long denied() {
      return messages.stream()
          .filter(each -> each.contains("access_denied") || each.contains("quota.rate_exceeded"))
          .count();
    }

    @Override
    public QuoteFormat format(Subject subject) {
      return QuoteFormat.ofBridge(subject, false);
    }

    @Override
    public void add(String json) {
      messages.add(json);
    }

    @Override
    public int addQuotes(Watchlist list, int first, FrameBytes out) {
      list.append(first, out.clear(0));
      return list.nextChanged(first + 1);
    }

    @Override
    public void addKeepAlive() {
      // Nothing to keep.
    }

    @Override
    public void flush() {
      // As above.
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public long pendingBytes() {
      return 0;
    }

    @Override
    public void close(CloseCode code) {
      isClosed = true;
    }

    @Override
    public void abort() {
      isClosed = true;
    }
  }
}
