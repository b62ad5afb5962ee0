package openbell.feedhandler.itch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.itch.ItchSettings.Address;
import openbell.feedhandler.itch.domain.GapRecovery;
import openbell.feedhandler.itch.domain.LineArbiter;
import openbell.model.mold.MoldPacket;
import openbell.model.mold.MoldRequest;
import openbell.model.mold.MoldSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two lines of MoldUDP64 made one. What both lost is asked for at the request server; what that
 * does not bring, or is too much, is replayed over SoupBinTCP, and until then the stream is down.
 * On the event loop. Vert.x allocates each datagram, and this copies it once; a message allocates
 * nothing.
 */
final class MoldTransport implements ItchTransport, SoupReplay.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(MoldTransport.class);
  private static final int SLOTS = 1 << 16;
  private static final int MAX_MESSAGE = 64;
  private static final int MAX_REQUEST = 512;
  private static final int RECEIVE_BUFFER = 4 << 20;
  private static final int MAX_PEERS = 1_024;
  private static final int ENDED_SESSIONS = 8;
  private static final long CHECK_MS = 5;
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final GapRecovery.Bounds BOUNDS = new GapRecovery.Bounds(10, 50, 5, 20_000);

  private final Vertx vertx;
  private final ItchSettings settings;
  private final LineArbiter arbiter;
  private final GapRecovery recovery = new GapRecovery(BOUNDS);
  private final SoupReplay replay;
  private final MoldPacket packet = new MoldPacket();
  private final List<DatagramSocket> sockets = new ArrayList<>();
  private final List<Address> bound = new ArrayList<>();
  private final Map<String, Boolean> peers = new HashMap<>();
  private final Deque<MoldSession> endedSessions = new ArrayDeque<>();
  private ItchStream stream;
  private Optional<DatagramSocket> requests = Optional.empty();
  private Optional<MoldSession> session = Optional.empty();
  private long heardAtNanos;
  private long duplicates;
  private boolean isOver;
  private boolean stopped;
  private long timer;

  MoldTransport(Vertx vertx, ItchSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.arbiter = new LineArbiter(SLOTS, MAX_MESSAGE, message -> stream.message(message));
    this.replay = new SoupReplay(vertx, settings, this);
  }

  @Override
  public void start(ItchStream told) {
    stream = told;
    heardAtNanos = System.nanoTime();
    for (var line : settings.lines()) {
      open(line);
    }
    var asking = socket();
    asking.listen(0, "0.0.0.0").onSuccess(ready -> requests = Optional.of(asking));
    timer = vertx.setPeriodic(CHECK_MS, tick -> check());
  }

  @Override
  public Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    LOG.info("MoldUDP64 ends: {} messages came twice", duplicates);
    return Future.join(sockets.stream().map(DatagramSocket::close).toList())
        .eventually(replay::cancel)
        .mapEmpty();
  }

  /** Where the lines are received, once they are: with port 0 the system chooses. */
  List<Address> bound() {
    return List.copyOf(bound);
  }

  private void open(Address line) {
    var socket = socket();
    listen(socket, line)
        .onSuccess(ready -> bound.add(new Address(line.host(), ready.localAddress().port())))
        .onFailure(
            failure -> {
              LOG.error("line {} cannot be received", line, failure);
              if (!stopped) {
                stream.down("line " + line + " cannot be received");
              }
            });
  }

  private DatagramSocket socket() {
    var options =
        new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER).setReuseAddress(true);
    var socket = vertx.createDatagramSocket(options);
    socket.handler(this::received);
    socket.exceptionHandler(failure -> LOG.debug("a datagram socket: {}", failure.toString()));
    sockets.add(socket);
    return socket;
  }

  private Future<DatagramSocket> listen(DatagramSocket socket, Address line) {
    if (!isMulticast(line.host())) {
      return socket.listen(line.port(), line.host());
    }
    return socket
        .listen(line.port(), "0.0.0.0")
        .compose(
            ready ->
                settings
                    .multicast()
                    .map(via -> ready.listenMulticastGroup(line.host(), via, null))
                    .orElseGet(() -> ready.listenMulticastGroup(line.host()))
                    .map(ready));
  }

  private static boolean isMulticast(String host) {
    try {
      return InetAddress.getByName(host).isMulticastAddress();
    } catch (UnknownHostException noAddress) {
      return false;
    }
  }

  private void received(DatagramPacket datagram) {
    if (stopped) {
      return;
    }
    if (!isAllowed(datagram.sender().hostAddress())) {
      stream.stranger();
      return;
    }
    var kind = packet.wrap(ByteBuffer.wrap(datagram.data().getBytes()));
    if (kind == MoldPacket.Kind.MALFORMED) {
      stream.malformed();
      return;
    }
    if (endedSessions.stream().anyMatch(packet::isOf) || !isOfSession()) {
      return;
    }
    heardAtNanos = System.nanoTime();
    switch (kind) {
      case DATA -> packet.forEach(this::offer);
      case HEARTBEAT, MALFORMED -> arbiter.heard(packet.sequence());
      case END_OF_SESSION -> end();
    }
    stream.pause();
    check();
  }

  /** Who sent it, looked up once: parsing an address for each packet costs more than the packet. */
  private boolean isAllowed(String peer) {
    var known = peers.get(peer);
    if (known == null) {
      if (peers.size() == MAX_PEERS) {
        peers.clear();
      }
      known = isInAllowedNetwork(peer);
      peers.put(peer, known);
      if (!known) {
        LOG.warn("datagrams of {} are left out: it is not in feed.itch.allowed", peer);
      }
    }
    return known;
  }

  private boolean isInAllowedNetwork(String peer) {
    try {
      return settings.allowed().contains(InetAddress.getByName(peer));
    } catch (UnknownHostException noAddress) {
      return false;
    }
  }

  /** Whether the packet is of the session that is received, which it may begin. */
  private boolean isOfSession() {
    if (session.isPresent() && packet.isOf(session.get())) {
      return true;
    }
    var named = packet.session();
    named.ifPresent(this::begin);
    return named.isPresent();
  }

  private void begin(MoldSession next) {
    session.ifPresent(
        old -> {
          endedSessions.addLast(old);
          if (endedSessions.size() > ENDED_SESSIONS) {
            endedSessions.removeFirst();
          }
        });
    LOG.info("MoldUDP64 session {}", next.bare());
    session = Optional.of(next);
    isOver = false;
    replay.cancel();
    recovery.again();
    arbiter.begin(1);
    stream.begin();
  }

  private void offer(long sequence, ByteBuffer message) {
    switch (arbiter.offer(sequence, message)) {
      case TOLD, HELD, BEYOND -> {}
      case DUPLICATE -> duplicates++;
      case TOO_LONG -> stream.malformed();
    }
  }

  private void end() {
    arbiter.heard(packet.sequence());
    if (arbiter.behind() <= 0 && !isOver) {
      isOver = true;
      stream.ended();
    }
  }

  private void check() {
    if (stopped || isOver) {
      return;
    }
    if (System.nanoTime() - heardAtNanos > SILENT_NANOS) {
      stream.down("both lines are silent");
    } else if (session.isPresent() && !replay.isRunning()) {
      step(session.get());
    }
  }

  private void step(MoldSession current) {
    var nowMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    switch (recovery.step(nowMs, arbiter.next(), arbiter.behind())) {
      case NOTHING -> {
        if (arbiter.behind() <= 0) {
          stream.caughtUp();
        }
      }
      case REQUEST -> request(current);
      case RECOVER -> {
        stream.down(arbiter.behind() + " messages are missing");
        replay.start(current, arbiter.next());
      }
    }
  }

  private void request(MoldSession current) {
    var missing = arbiter.missing(MAX_REQUEST);
    var server = settings.requests();
    var request = new MoldRequest(current, arbiter.next(), missing);
    requests.ifPresent(
        socket -> socket.send(Buffer.buffer(request.toBytes()), server.port(), server.host()));
  }

  @Override
  public void replayBegins() {
    arbiter.forgetClaims();
  }

  @Override
  public void replayed(long sequence, ByteBuffer message) {
    offer(sequence, message);
  }

  @Override
  public void replayPauses() {
    stream.pause();
    if (arbiter.behind() <= 0) {
      replay.cancel();
      check();
    }
  }

  @Override
  public void replayFails(String why) {
    stream.down("no replay: " + why);
    recovery.again();
  }
}
