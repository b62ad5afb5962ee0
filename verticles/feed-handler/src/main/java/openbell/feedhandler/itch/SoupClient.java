package openbell.feedhandler.itch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.itch.ItchSettings.Address;
import openbell.model.soup.SoupLoginAccepted;
import openbell.model.soup.SoupLoginRequest;
import openbell.model.soup.SoupPackets;
import openbell.model.soup.SoupReader;
import openbell.model.soup.SoupType;

/**
 * One SoupBinTCP connection: login, heartbeats, packets. Anything malformed closes it. Used once,
 * on one event loop; a chunk is copied once, a message allocates nothing.
 */
final class SoupClient {
  /** Told what comes; nothing after {@link #closed}, which comes once unless we close. */
  interface Handler {
    void accepted(SoupLoginAccepted accepted);

    /** The next sequenced message; valid during the call. */
    void data(ByteBuffer message);

    /** The packets of one chunk were told. */
    void chunkEnd();

    /** Everything was sent, the server lives. */
    void heartbeat();

    /** The session is over; the connection is about to close. */
    void ended();

    /** The server knows no such session. */
    void unknownSession();

    void closed(String why);
  }

  private static final int CONNECT_MS = 2_000;
  private static final int MAX_PACKET = 1_024;
  private static final long BEAT_MS = 1_000;
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final Vertx vertx;
  private final Handler handler;
  private final NetClient client;
  private final SoupReader reader = new SoupReader(MAX_PACKET, this::packet);
  private long timer;
  private long heardAtNanos = System.nanoTime();
  private boolean accepted;
  private boolean closed;

  SoupClient(Vertx vertx, Handler handler) {
    this.vertx = vertx;
    this.handler = handler;
    this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MS));
  }

  /** Connects and asks for the session. */
  void connect(Address host, SoupLoginRequest request) {
    client
        .connect(host.port(), host.host())
        .onSuccess(socket -> greet(socket, request))
        .onFailure(failure -> fail("no connection to " + host));
  }

  /** Whether the server was heard within so many nanoseconds. */
  boolean isHeardWithin(long nanos) {
    return System.nanoTime() - heardAtNanos <= nanos;
  }

  /** Ends the connection; the handler is told nothing more. */
  Future<Void> close() {
    closed = true;
    vertx.cancelTimer(timer);
    return client.close();
  }

  private void greet(NetSocket socket, SoupLoginRequest request) {
    if (closed) {
      socket.close();
      return;
    }
    var login = ByteBuffer.allocate(SoupPackets.HEADER + SoupLoginRequest.LENGTH);
    SoupPackets.put(login, request);
    socket.handler(this::read);
    socket.closeHandler(end -> fail("the server closed the connection"));
    socket.write(Buffer.buffer(login.array()));
    timer = vertx.setPeriodic(BEAT_MS, tick -> beat(socket));
  }

  private void beat(NetSocket socket) {
    if (!isHeardWithin(SILENT_NANOS)) {
      fail("the server was silent for 15 s");
    } else if (!socket.writeQueueFull()) {
      var beat = ByteBuffer.allocate(SoupPackets.HEADER);
      SoupPackets.put(beat, SoupType.CLIENT_HEARTBEAT);
      socket.write(Buffer.buffer(beat.array()));
    }
  }

  private void read(Buffer chunk) {
    heardAtNanos = System.nanoTime();
    var isWhole = reader.read(ByteBuffer.wrap(chunk.getBytes()));
    if (closed) {
      return;
    }
    handler.chunkEnd();
    if (!isWhole) {
      fail("a malformed packet");
    }
  }

  private void packet(byte type, ByteBuffer payload) {
    if (closed) {
      return;
    }
    switch (type) {
      case SoupType.LOGIN_ACCEPTED ->
          SoupLoginAccepted.parse(payload)
              .filter(login -> !accepted)
              .ifPresentOrElse(this::accept, () -> fail("a malformed login"));
      case SoupType.LOGIN_REJECTED -> reject(payload);
      case SoupType.SEQUENCED_DATA -> data(payload);
      case SoupType.SERVER_HEARTBEAT -> {
        if (accepted) {
          handler.heartbeat();
        }
      }
      case SoupType.END_OF_SESSION -> {
        handler.ended();
        fail("the session is over");
      }
      case SoupType.DEBUG, SoupType.UNSEQUENCED_DATA -> {}
      default -> fail("a packet of an unknown type");
    }
  }

  private void accept(SoupLoginAccepted login) {
    accepted = true;
    handler.accepted(login);
  }

  private void data(ByteBuffer payload) {
    if (accepted) {
      handler.data(payload);
    } else {
      fail("data before the login");
    }
  }

  private void reject(ByteBuffer payload) {
    if (payload.hasRemaining() && payload.get() == SoupPackets.NO_SUCH_SESSION) {
      handler.unknownSession();
      fail("the server knows no such session");
    } else {
      fail("the login was refused");
    }
  }

  private void fail(String why) {
    if (!closed) {
      close();
      handler.closed(why);
    }
  }
}
