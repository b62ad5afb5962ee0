package openbell.exchangesimulator.vendor;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import openbell.exchangesimulator.tape.Door;
import openbell.exchangesimulator.tape.MarketTape;

/**
 * Serves the tape as an aggregator does: {@code /v1/stream} as a WebSocket, {@code /v1/poll?since=}
 * as long poll. Each turn (20 ms) hands every reader what it has not seen, as long as it reads;
 * while the venue is silent there are no heartbeats, so that nobody takes old books for new ones.
 * Runs on the tape's event loop.
 */
public final class VendorDoor implements Door {
  private static final int MAX_READERS = 200;
  private static final int MAX_REQUEST_BYTES = 1_024;
  private static final int MAX_POLLED = 1_000;
  private static final long TURN_MS = 20;
  private static final long HEARTBEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final short SLOW_CONSUMER = 4008;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 503;

  /** A WebSocket and up to where it was told. */
  private static final class Reader {
    private final ServerWebSocket socket;
    private long seq = -1;
    private long spokeAt = System.nanoTime();
    private long readAt = System.nanoTime();

    Reader(ServerWebSocket socket) {
      this.socket = socket;
    }
  }

  /** A poll that awaits news. */
  private record Poll(HttpServerRequest request, String since, long cameAt) {}

  private final Vertx vertx;
  private final MarketTape tape;
  private final VendorDoorSettings settings;
  private final VendorLog log;
  private final Set<Reader> readers = new LinkedHashSet<>();
  private final List<Poll> polls = new ArrayList<>();
  private HttpServer server;
  private long readAt = System.nanoTime();
  private long timer;

  /** A door that is closed. */
  public VendorDoor(Vertx vertx, MarketTape tape, VendorDoorSettings settings) {
    this.vertx = vertx;
    this.tape = tape;
    this.settings = settings;
    this.log = new VendorLog(tape);
  }

  @Override
  public String name() {
    return "vendor";
  }

  @Override
  public Future<Map<String, Integer>> open() {
    tape.listen(log);
    timer = vertx.setPeriodic(TURN_MS, tick -> turn());
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setMaxWebSocketFrameSize(MAX_REQUEST_BYTES)
                    .setMaxWebSocketMessageSize(MAX_REQUEST_BYTES)
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setPerFrameWebSocketCompressionSupported(false)
                    .setHttp2ClearTextEnabled(false)
                    .setIdleTimeout(60))
            .webSocketHandshakeHandler(this::shake)
            .webSocketHandler(this::arrived)
            .requestHandler(this::asked);
    return server
        .listen(settings.port(), settings.host())
        .map(listening -> Map.of("vendor.port", listening.actualPort()));
  }

  @Override
  public Future<Void> close() {
    vertx.cancelTimer(timer);
    tape.forget(log);
    readers.clear();
    polls.clear();
    return server == null ? Future.succeededFuture() : server.close();
  }

  private void shake(ServerWebSocketHandshake handshake) {
    var key = handshake.headers().get("X-Api-Key");
    if (!settings.networks().contains(peer(handshake.remoteAddress()))) {
      handshake.reject(FORBIDDEN);
    } else if (!isKey(key)) {
      handshake.reject(UNAUTHORIZED);
    } else if (!"/v1/stream".equals(handshake.path())) {
      handshake.reject(NOT_FOUND);
    } else if (isFull()) {
      handshake.reject(TOO_MANY);
    } else {
      handshake.accept();
    }
  }

  private void arrived(ServerWebSocket socket) {
    var reader = new Reader(socket);
    readers.add(reader);
    socket.exceptionHandler(failure -> {});
    socket.closeHandler(closed -> readers.remove(reader));
    // Whatever a client says, it is told everything again: there is nothing else to ask.
    socket.textMessageHandler(request -> reader.seq = -1);
  }

  private void asked(HttpServerRequest request) {
    var status = refusal(request);
    if (status > 0) {
      request.response().setStatusCode(status).end();
      return;
    }
    var since = request.getParam("since", "");
    var poll = new Poll(request, since.length() > 128 ? "" : since, System.nanoTime());
    request.response().exceptionHandler(failure -> {});
    request.response().closeHandler(closed -> polls.remove(poll));
    polls.add(poll);
  }

  /** The status of a refused poll, 0 if it is welcome. */
  private int refusal(HttpServerRequest request) {
    if (!settings.networks().contains(peer(request.remoteAddress()))) {
      return FORBIDDEN;
    }
    if (!isKey(request.getHeader("X-Api-Key"))) {
      return UNAUTHORIZED;
    }
    if (!HttpMethod.GET.equals(request.method()) || !"/v1/poll".equals(request.path())) {
      return NOT_FOUND;
    }
    return isFull() ? TOO_MANY : 0;
  }

  private boolean isFull() {
    return readers.size() + polls.size() >= MAX_READERS;
  }

  private void turn() {
    if (!tape.isLive()) {
      return;
    }
    var now = System.nanoTime();
    if (!readers.isEmpty() || !polls.isEmpty()) {
      readAt = now;
    }
    log.keep(now - readAt < KEEP_NANOS);
    List.copyOf(readers).forEach(reader -> tell(reader, now));
    List.copyOf(polls).forEach(poll -> answer(poll, now));
  }

  private void tell(Reader reader, long now) {
    var socket = reader.socket;
    if (socket.isClosed()) {
      // A client that is leaving takes no turn away from the others.
      readers.remove(reader);
      return;
    }
    if (socket.writeQueueFull()) {
      if (now - reader.readAt > SLOW_NANOS) {
        readers.remove(reader);
        socket.close(SLOW_CONSUMER, "slow consumer");
      }
      return;
    }
    reader.readAt = now;
    if (reader.seq < 0 || (reader.seq < log.seq() && log.message(reader.seq + 1).isEmpty())) {
      log.everything().forEach(socket::writeTextMessage);
      reader.seq = log.seq();
      reader.spokeAt = now;
    }
    while (reader.seq < log.seq() && !socket.writeQueueFull()) {
      reader.seq++;
      log.message(reader.seq).ifPresent(socket::writeTextMessage);
      reader.spokeAt = now;
    }
    if (now - reader.spokeAt > HEARTBEAT_NANOS) {
      socket.writeTextMessage(VendorMessages.heartbeat(reader.seq));
      reader.spokeAt = now;
    }
  }

  private void answer(Poll poll, long now) {
    var since = log.seqOf(poll.since()).orElse(-1L);
    if (since == log.seq()) {
      if (now - poll.cameAt() > HEARTBEAT_NANOS) {
        answer(poll, List.of(VendorMessages.heartbeat(since)));
      }
    } else if (since < 0 || log.message(since + 1).isEmpty()) {
      answer(poll, log.everything());
    } else {
      answer(poll, following(since));
    }
  }

  private List<String> following(long since) {
    var following = new ArrayList<String>();
    for (var seq = since + 1; seq <= Math.min(log.seq(), since + MAX_POLLED); seq++) {
      log.message(seq).ifPresent(following::add);
    }
    return following;
  }

  private void answer(Poll poll, List<String> messages) {
    polls.remove(poll);
    poll.request()
        .response()
        .putHeader("content-type", "application/json")
        .end(Buffer.buffer("[" + String.join(",", messages) + "]"));
  }

  private boolean isKey(String said) {
    return settings.key().isEmpty()
        || (said != null
            && MessageDigest.isEqual(
                said.getBytes(StandardCharsets.UTF_8),
                settings.key().getBytes(StandardCharsets.UTF_8)));
  }

  private static InetSocketAddress peer(SocketAddress address) {
    return new InetSocketAddress(address.hostAddress(), address.port());
  }
}
