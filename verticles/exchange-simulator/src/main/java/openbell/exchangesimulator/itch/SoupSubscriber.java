package openbell.exchangesimulator.itch;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import openbell.exchangesimulator.itch.ItchDoorSettings.Login;
import openbell.model.soup.SoupLoginAccepted;
import openbell.model.soup.SoupLoginRequest;
import openbell.model.soup.SoupPackets;
import openbell.model.soup.SoupReader;
import openbell.model.soup.SoupType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SoupBinTCP client: its login, and its place in the log. What it sends beyond login, logout
 * and heartbeats ends the connection. On the tape's event loop.
 */
final class SoupSubscriber {
  private static final Logger LOG = LoggerFactory.getLogger(SoupSubscriber.class);
  private static final int CHUNK = 32 * 1024;
  private static final int MAX_REQUEST = 64;

  /** Without a word of the client, or for the rest of a session that is over. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final NetSocket socket;
  private final Supplier<ItchFeed> feed;
  private final Login login;
  private final SoupReader reader = new SoupReader(MAX_REQUEST, this::packet);
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
  // 0 until the login is accepted, to this session's log.
  private long next;
  private SessionLog log;
  private boolean ended;
  private long endedAtNanos;
  private boolean sentSinceBeat;
  private boolean closed;
  private long heardAtNanos = System.nanoTime();

  SoupSubscriber(NetSocket socket, Supplier<ItchFeed> feed, Login login) {
    this.socket = socket;
    this.feed = feed;
    this.login = login;
    socket.handler(this::read);
    socket.drainHandler(drained -> pump());
    socket.exceptionHandler(failure -> LOG.debug("a SoupBinTCP client: {}", failure.toString()));
  }

  /** Whether the client has had its time; {@code nowNanos} as of {@link System#nanoTime}. */
  boolean isOverdue(long nowNanos) {
    return nowNanos - heardAtNanos > PATIENCE_NANOS
        || (ended && nowNanos - endedAtNanos > PATIENCE_NANOS);
  }

  /** Sends what the log has beyond the client's place, as far as the client takes it. */
  void pump() {
    while (next > 0 && next < log.next() && !closed && !socket.writeQueueFull()) {
      chunk.clear();
      while (next < log.next() && chunk.remaining() > MAX_REQUEST + SoupPackets.HEADER) {
        SoupPackets.put(chunk, SoupType.SEQUENCED_DATA, log.message(next));
        next++;
      }
      write();
    }
    if (ended && next == log.next() && !closed) {
      write(SoupType.END_OF_SESSION);
      close();
    }
  }

  /** A heartbeat, if nothing else was sent since the last call. */
  void beat() {
    if (next > 0 && !sentSinceBeat && !socket.writeQueueFull()) {
      write(SoupType.SERVER_HEARTBEAT);
    }
    sentSinceBeat = false;
  }

  /** The session is over: its end is said behind its last message. */
  void end() {
    if (next == 0) {
      close();
    } else if (!ended) {
      ended = true;
      endedAtNanos = System.nanoTime();
      pump();
    }
  }

  void close() {
    closed = true;
    socket.close();
  }

  private void read(Buffer buffer) {
    heardAtNanos = System.nanoTime();
    if (!closed && !reader.read(ByteBuffer.wrap(buffer.getBytes()))) {
      close();
    }
  }

  private void packet(byte type, ByteBuffer payload) {
    switch (type) {
      case SoupType.LOGIN_REQUEST ->
          SoupLoginRequest.parse(payload).ifPresentOrElse(this::login, this::close);
      case SoupType.CLIENT_HEARTBEAT, SoupType.DEBUG -> {}
      default -> close();
    }
  }

  private void login(SoupLoginRequest request) {
    var current = feed.get();
    var session = current.session().bare();
    if (next > 0) {
      close();
    } else if (!new Login(request.user(), request.password()).equals(login)) {
      reject(SoupPackets.NOT_AUTHORIZED);
    } else if (!request.session().isEmpty() && !request.session().equals(session)) {
      reject(SoupPackets.NO_SUCH_SESSION);
    } else {
      log = current.log();
      var end = log.next();
      next = request.sequence() == 0 ? end : Math.min(request.sequence(), end);
      chunk.clear();
      SoupPackets.put(chunk, new SoupLoginAccepted(session, next));
      write();
      pump();
    }
  }

  private void reject(byte reason) {
    chunk.clear();
    SoupPackets.putRejected(chunk, reason);
    write();
    close();
  }

  private void write(byte type) {
    chunk.clear();
    SoupPackets.put(chunk, type);
    write();
  }

  private void write() {
    sentSinceBeat = true;
    var bytes = new byte[chunk.position()];
    chunk.get(0, bytes);
    socket.write(Buffer.buffer(bytes));
  }
}
