package openbell.feedhandler.vendor;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.session.FeedListener;
import openbell.feedhandler.session.FeedSession;
import openbell.model.Symbol;
import openbell.wire.reference.Instrument;

/**
 * An aggregator's JSON over a WebSocket. Connects again for ever, after 0.25 s, then twice as long
 * each time up to 5 s. Runs on the feed's event loop.
 */
public final class VendorSocketSession implements FeedSession {
  private static final int MAX_MESSAGE_BYTES = 256 * 1024;
  private static final long TICK_MS = 250;
  private static final long FIRST_WAIT_MS = 250;
  private static final long LONGEST_WAIT_MS = 5_000;
  private static final String EVERYTHING = "{\"action\":\"snapshot\"}";

  private final Vertx vertx;
  private final VendorSettings settings;
  private final VendorSettings.Host host;
  private WebSocketClient client;
  private VendorStream stream;
  private Optional<WebSocket> socket = Optional.empty();
  // Which connection it is: what an earlier one still tells is of no interest.
  private long connection;
  private long waitMs = FIRST_WAIT_MS;
  private long timer;
  private boolean connecting;
  private boolean stopped;

  /** A line that is not connected. */
  public VendorSocketSession(Vertx vertx, VendorSettings settings, VendorSettings.Host host) {
    this.vertx = vertx;
    this.settings = settings;
    this.host = host;
  }

  @Override
  public String name() {
    return "vendor";
  }

  @Override
  public OptionalInt lineOf(Instrument instrument) {
    return Symbol.parse(instrument.getSymbol())
            .filter(symbol -> settings.mics().contains(symbol.mic()))
            .isPresent()
        ? OptionalInt.of(VendorStream.LINE)
        : OptionalInt.empty();
  }

  @Override
  public void start(FeedListener listener) {
    client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setConnectTimeout(2_000)
                .setSsl(settings.tls())
                .setVerifyHost(settings.tls())
                .setMaxFrameSize(MAX_MESSAGE_BYTES)
                .setMaxMessageSize(MAX_MESSAGE_BYTES));
    stream = new VendorStream(listener, new Link(), settings.mics(), System::nanoTime);
    stream.disconnected("connects to " + host.host() + ":" + host.port());
    timer = vertx.setPeriodic(TICK_MS, tick -> stream.tick());
    connect();
  }

  @Override
  public Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    return client.close();
  }

  private void connect() {
    if (stopped || connecting) {
      return;
    }
    connecting = true;
    var options =
        new WebSocketConnectOptions()
            .setHost(host.host())
            .setPort(host.port())
            .setURI("/v1/stream")
            .setTimeout(5_000);
    if (!settings.key().isEmpty()) {
      options.putHeader(settings.keyHeader(), settings.key());
    }
    client
        .connect(options)
        .onSuccess(this::connected)
        .onFailure(failure -> lost("cannot connect: " + failure.getMessage()));
  }

  private void connected(WebSocket opened) {
    connecting = false;
    if (stopped) {
      return;
    }
    socket = Optional.of(opened);
    connection++;
    var number = connection;
    stream.connected();
    var decoder = new VendorDecoder(stream);
    opened.handler(message -> heard(number, decoder, message));
    // What is too large or no WebSocket closes the socket, and says so here.
    opened.exceptionHandler(failure -> {});
    opened.closeHandler(closed -> closed(number));
  }

  private void heard(long from, VendorDecoder decoder, Buffer message) {
    if (!stopped && isCurrent(from)) {
      waitMs = FIRST_WAIT_MS;
      decoder.decode(message.getBytes());
    }
  }

  private void closed(long from) {
    if (isCurrent(from)) {
      socket = Optional.empty();
      lost("the vendor closed the connection");
    }
  }

  private boolean isCurrent(long other) {
    return socket.isPresent() && connection == other;
  }

  private void lost(String why) {
    connecting = false;
    if (stopped) {
      return;
    }
    stream.disconnected(why);
    vertx.timer(waitMs, TimeUnit.MILLISECONDS).onSuccess(waited -> connect());
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }

  /** Mends the stream. */
  private final class Link implements VendorStream.Link {
    @Override
    public void askForAll() {
      socket.ifPresent(open -> open.writeTextMessage(EVERYTHING));
    }

    /** Nothing to give up while a connection is being made, or waits to be. */
    @Override
    public void reconnect() {
      socket.ifPresent(
          open -> {
            socket = Optional.empty();
            open.close();
            lost("silent for 2 s");
          });
    }
  }
}
