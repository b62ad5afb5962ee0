package openbell.feedhandler.itch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import openbell.model.mold.MoldSession;
import openbell.model.soup.SoupLoginAccepted;
import openbell.model.soup.SoupLoginRequest;

/**
 * Fetches a stretch of a session over SoupBinTCP, from the next of the configured servers in turn;
 * at most one try a second. On the event loop.
 */
final class SoupReplay {
  /** Told what is replayed. */
  interface Listener {
    /** A server is about to send from the number that was asked for. */
    void replayBegins();

    /** A message; valid during the call. */
    void replayed(long sequence, ByteBuffer message);

    /** The messages of one chunk were told. */
    void replayPauses();

    /** Nothing more will come of this try. */
    void replayFails(String why);
  }

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Vertx vertx;
  private final ItchSettings settings;
  private final Listener listener;
  private Optional<SoupClient> client = Optional.empty();
  private int tries;
  private long triedAtNanos = System.nanoTime() - RETRY_NANOS;

  SoupReplay(Vertx vertx, ItchSettings settings, Listener listener) {
    this.vertx = vertx;
    this.settings = settings;
    this.listener = listener;
  }

  boolean isRunning() {
    return client.isPresent();
  }

  /** Asks for a session from a number on; nothing happens if the last try was just now. */
  void start(MoldSession session, long from) {
    if (settings.hosts().isEmpty() || System.nanoTime() - triedAtNanos < RETRY_NANOS) {
      return;
    }
    triedAtNanos = System.nanoTime();
    var host = settings.hosts().get(tries++ % settings.hosts().size());
    var login = settings.login();
    var connection = new SoupClient(vertx, new Stretch(session.bare(), from));
    client = Optional.of(connection);
    connection.connect(
        host, new SoupLoginRequest(login.user(), login.password(), session.bare(), from));
  }

  /** Ends a replay that is running. */
  Future<Void> cancel() {
    var running = client;
    client = Optional.empty();
    return running.map(SoupClient::close).orElseGet(Future::succeededFuture);
  }

  /** One try. */
  private final class Stretch implements SoupClient.Handler {
    private final String session;
    private final long from;
    private long next;

    Stretch(String session, long from) {
      this.session = session;
      this.from = from;
      this.next = from;
    }

    @Override
    public void accepted(SoupLoginAccepted accepted) {
      if (accepted.session().equals(session) && accepted.sequence() == from) {
        listener.replayBegins();
      } else {
        cancel();
        listener.replayFails("the server keeps another stretch of the session");
      }
    }

    @Override
    public void data(ByteBuffer message) {
      listener.replayed(next++, message);
    }

    @Override
    public void chunkEnd() {
      listener.replayPauses();
    }

    @Override
    public void heartbeat() {
      listener.replayPauses();
    }

    @Override
    public void ended() {}

    @Override
    public void unknownSession() {}

    @Override
    public void closed(String why) {
      client = Optional.empty();
      listener.replayFails(why);
    }
  }
}
