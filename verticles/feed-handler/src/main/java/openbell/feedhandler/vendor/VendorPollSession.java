package openbell.feedhandler.vendor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.session.FeedListener;
import openbell.feedhandler.session.FeedSession;
import openbell.model.Symbol;
import openbell.wire.reference.Instrument;

/**
 * An aggregator's JSON by HTTP long poll, where its WebSocket cannot be had: one request in hand
 * that says up to where it knows, answered when there is news. Runs on the feed's event loop.
 */
public final class VendorPollSession implements FeedSession {
  private static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;
  private static final int HTTP_OK = 200;
  private static final long TICK_MS = 250;
  private static final long ANSWER_MS = 5_000;
  // A vendor that always answers at once is asked no faster.
  private static final long BETWEEN_MS = 10;
  private static final long FIRST_WAIT_MS = 250;
  private static final long LONGEST_WAIT_MS = 5_000;

  private final Vertx vertx;
  private final VendorSettings settings;
  private final VendorSettings.Host host;
  private HttpClient client;
  private VendorStream stream;
  private VendorDecoder decoder;
  private long waitMs = FIRST_WAIT_MS;
  private long timer;
  private boolean stopped;

  /** A line that asks nothing yet. */
  public VendorPollSession(Vertx vertx, VendorSettings settings, VendorSettings.Host host) {
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
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(2_000)
                .setSsl(settings.tls())
                .setVerifyHost(settings.tls()));
    stream = new VendorStream(listener, new Link(), settings.mics(), System::nanoTime);
    decoder = new VendorDecoder(stream);
    stream.disconnected("polls " + host.host() + ":" + host.port());
    timer = vertx.setPeriodic(TICK_MS, tick -> stream.tick());
    poll();
  }

  @Override
  public Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    return client.close();
  }

  private void poll() {
    if (stopped) {
      return;
    }
    client
        .request(request())
        .compose(request -> request.send())
        .compose(this::body)
        .timeout(ANSWER_MS, TimeUnit.MILLISECONDS)
        .onSuccess(this::heard)
        .onFailure(failure -> lost(failure.getMessage()));
  }

  private RequestOptions request() {
    var since = URLEncoder.encode(stream.position(), StandardCharsets.UTF_8);
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(host.host())
            .setPort(host.port())
            .setURI("/v1/poll?since=" + since)
            .setIdleTimeout(ANSWER_MS);
    if (!settings.key().isEmpty()) {
      options.putHeader(settings.keyHeader(), settings.key());
    }
    return options;
  }

  /** The whole body, unless it is longer than any honest one. */
  private Future<Buffer> body(HttpClientResponse response) {
    if (response.statusCode() != HTTP_OK) {
      return Future.failedFuture("the vendor answers " + response.statusCode());
    }
    var whole = Buffer.buffer();
    var done = Promise.<Buffer>promise();
    response.handler(
        part -> {
          whole.appendBuffer(part);
          if (whole.length() > MAX_ANSWER_BYTES && done.tryFail("the vendor's answer has no end")) {
            response.request().reset();
          }
        });
    response.exceptionHandler(done::tryFail);
    response.endHandler(ended -> done.tryComplete(whole));
    return done.future();
  }

  private void heard(Buffer answer) {
    if (stopped) {
      return;
    }
    waitMs = FIRST_WAIT_MS;
    decoder.decode(answer.getBytes());
    vertx.timer(BETWEEN_MS, TimeUnit.MILLISECONDS).onSuccess(waited -> poll());
  }

  private void lost(String why) {
    if (stopped) {
      return;
    }
    stream.disconnected("cannot poll: " + why);
    vertx.timer(waitMs, TimeUnit.MILLISECONDS).onSuccess(waited -> poll());
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }

  /** The next request says by itself what is needed; one that has no answer ends after 5 s. */
  private static final class Link implements VendorStream.Link {
    @Override
    public void askForAll() {}

    @Override
    public void reconnect() {}
  }
}
