package openbell.feedhandler.itch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.itch.ItchSettings.Address;
import openbell.feedhandler.itch.ItchSettings.Login;
import openbell.model.soup.SoupLoginAccepted;
import openbell.model.soup.SoupLoginRequest;

/**
 * A SoupBinTCP session over any number of connections: each logs in with the next number that is
 * wanted. Connects again after 0.1 s, then ever more slowly up to 5 s. On the event loop.
 */
final class SoupTransport implements ItchTransport, SoupClient.Handler {
  private static final long MIN_RETRY_MS = 100;
  private static final long MAX_RETRY_MS = 5_000;
  private static final long WATCH_MS = 100;
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long CURRENT_MICROS = TimeUnit.SECONDS.toMicros(1);

  private final Vertx vertx;
  private final Address host;
  private final Login login;
  private ItchStream stream;
  private Optional<SoupClient> client = Optional.empty();
  private String session = "";
  private long next = 1;
  private long retryMs = MIN_RETRY_MS;
  private long loginMicros;
  private long seenByWatch;
  private boolean accepted;
  private boolean stopped;
  private long watchTimer;

  SoupTransport(Vertx vertx, Address host, Login login) {
    this.vertx = vertx;
    this.host = host;
    this.login = login;
  }

  @Override
  public void start(ItchStream told) {
    stream = told;
    watchTimer = vertx.setPeriodic(WATCH_MS, tick -> watch());
    connect();
  }

  @Override
  public Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(watchTimer);
    return client.map(SoupClient::close).orElseGet(Future::succeededFuture);
  }

  @Override
  public void accepted(SoupLoginAccepted login) {
    if (login.session().equals(session) && login.sequence() == next) {
      begun();
    } else if (!login.session().equals(session) && login.sequence() == 1) {
      session = login.session();
      next = 1;
      stream.begin();
      begun();
    } else {
      var keepsLess = login.sequence() > next;
      forgetSession();
      lose(keepsLess ? "the server does not keep the whole session" : "the session began anew");
    }
  }

  @Override
  public void data(ByteBuffer message) {
    next++;
    stream.message(message);
  }

  @Override
  public void chunkEnd() {
    stream.pause();
    if (stream.newestMicros() > loginMicros - CURRENT_MICROS) {
      stream.caughtUp();
    }
  }

  @Override
  public void heartbeat() {
    stream.caughtUp();
  }

  @Override
  public void ended() {
    stream.ended();
    forgetSession();
  }

  @Override
  public void unknownSession() {
    forgetSession();
  }

  @Override
  public void closed(String why) {
    if (stopped) {
      return;
    }
    accepted = false;
    client = Optional.empty();
    stream.down(why);
    vertx.timer(retryMs, TimeUnit.MILLISECONDS).onSuccess(waited -> connect());
    retryMs = Math.min(2 * retryMs, MAX_RETRY_MS);
  }

  private void connect() {
    if (!stopped) {
      var connection = new SoupClient(vertx, this);
      client = Optional.of(connection);
      connection.connect(host, new SoupLoginRequest(login.user(), login.password(), session, next));
    }
  }

  private void begun() {
    accepted = true;
    retryMs = MIN_RETRY_MS;
    loginMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    seenByWatch = next;
  }

  private void lose(String why) {
    client.ifPresent(SoupClient::close);
    closed(why);
  }

  private void forgetSession() {
    session = "";
    next = 1;
  }

  /** A replay is over where the server pauses; a server that pauses for 2 s is silent. */
  private void watch() {
    if (!accepted) {
      return;
    }
    if (client.filter(open -> open.isHeardWithin(SILENT_NANOS)).isEmpty()) {
      stream.down("silent");
    } else if (next > 1 && next == seenByWatch) {
      stream.caughtUp();
    }
    seenByWatch = next;
  }
}
