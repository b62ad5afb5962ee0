package openbell.exchangesimulator.itch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import openbell.exchangesimulator.itch.ItchDoorSettings.Line;
import openbell.model.mold.MoldPacketBuilder;
import openbell.model.mold.MoldRequest;

/**
 * Sends the session's log as MoldUDP64 packets to every line, each with faults of its own, and
 * answers requests for what was lost with one packet each, without faults. On the tape's event
 * loop.
 */
final class MoldSender {
  private static final int MAX_PACKET = 1_400;
  private static final int END_REPEATS = 3;

  /** A line and its faults. */
  private record FaultyLine(Line line, LineFaults faults) {}

  private final Vertx vertx;
  private final Supplier<ItchFeed> feed;
  private final List<FaultyLine> lines;
  private final MoldPacketBuilder builder = new MoldPacketBuilder(MAX_PACKET);
  private DatagramSocket socket;
  private long next = 1;
  private boolean sentSinceBeat;

  MoldSender(Vertx vertx, Supplier<ItchFeed> feed, List<Line> lines) {
    this.vertx = vertx;
    this.feed = feed;
    this.lines =
        lines.stream()
            .map(line -> new FaultyLine(line, new LineFaults(line.faults(), line.seed())))
            .toList();
  }

  /** Answers the request server's port. */
  Future<Integer> open(String host, int port) {
    socket = vertx.createDatagramSocket();
    socket.handler(this::answer);
    return socket.listen(port, host).map(bound -> bound.localAddress().port());
  }

  /** The log has grown. */
  void pump() {
    var log = feed.get().log();
    while (next < log.next()) {
      next += fill(next, log.next() - next);
      send(builder.toBytes());
    }
  }

  /** Once a second: a heartbeat if nothing was sent since the last call and the feed is not old. */
  void beat(boolean isLive) {
    if (isLive && !sentSinceBeat) {
      send(builder.begin(feed.get().session(), next).toBytes());
    }
    sentSinceBeat = false;
  }

  /** The session is over; said several times, for nobody can ask for it again. */
  void endSession() {
    pump();
    var end = builder.begin(feed.get().session(), next).end().toBytes();
    for (var i = 0; i < END_REPEATS; i++) {
      send(end);
    }
    next = 1;
  }

  Future<Void> close() {
    return socket == null ? Future.succeededFuture() : socket.close();
  }

  private void answer(DatagramPacket packet) {
    MoldRequest.parse(ByteBuffer.wrap(packet.data().getBytes()))
        .filter(request -> request.session().equals(feed.get().session()))
        .filter(request -> request.sequence() < feed.get().log().next())
        .ifPresent(
            request -> {
              fill(request.sequence(), request.count());
              socket.send(
                  Buffer.buffer(builder.toBytes()), packet.sender().port(), packet.sender().host());
            });
  }

  /** As many messages as fit and are there; answers how many. */
  private int fill(long from, long count) {
    var log = feed.get().log();
    builder.begin(feed.get().session(), from);
    var end = Math.min(from + count, log.next());
    for (var sequence = from; sequence < end; sequence++) {
      if (!builder.add(log.message(sequence))) {
        break;
      }
    }
    return builder.count();
  }

  private void send(byte[] packet) {
    sentSinceBeat = true;
    for (var line : lines) {
      for (var sending : line.faults().sendings(Buffer.buffer(packet))) {
        if (sending.delayMs() == 0) {
          send(line.line(), sending.packet());
        } else {
          vertx
              .timer(sending.delayMs(), TimeUnit.MILLISECONDS)
              .onSuccess(waited -> send(line.line(), sending.packet()));
        }
      }
    }
  }

  /** What cannot be sent is lost, as on any network: receivers ask for it. */
  private void send(Line line, Buffer packet) {
    socket.send(packet, line.port(), line.host());
  }
}
