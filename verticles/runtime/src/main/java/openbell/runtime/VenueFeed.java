package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import openbell.model.Addresses;
import openbell.wire.venue.VenueMarketData;
import openbell.wire.venue.VenueSnapshotRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the internal venue publishes, in order and without a gap: one line per partition. At the
 * start, at a gap, at a new epoch, when a line is silent for 2 s, and after a backlog was dropped
 * it asks for the partition's snapshot until it comes. Used once, on the event loop that started
 * it, which owns it and on which the reader is told.
 */
public final class VenueFeed {
  /** Why a message is not told. */
  public enum LeftOut {
    /** Something before it is missing: it is held until the snapshot. */
    GAP,
    /** Received before. */
    DUPLICATE,
    /** Older than what was received. */
    OUT_OF_ORDER
  }

  /** Told of everything, in the venue's order. */
  public interface Reader {
    /** The partition's next message. */
    void message(VenueMarketData data);

    /** The partition's whole state: books that it does not name are empty. */
    void snapshot(VenueMarketData whole);

    /** The partition speaks, and nothing is missing. */
    default void up(int partition) {}

    /** What is known of the partition may be old. */
    default void down(int partition, String why) {}

    /** A message is not told, or not yet. */
    default void leftOut(LeftOut why) {}

    /** A message waited with too many others: the snapshot says what became of it. */
    default void dropped(VenueMarketData unread) {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(VenueFeed.class);
  private static final int MAX_HELD = 4_096;
  private static final long RETRY_MS = 250;
  private static final long WATCH_MS = 500;
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Vertx vertx;
  private final Bus bus;
  private final LongSupplier nanoTime;
  private final Reader reader;
  private final List<Line> lines = new ArrayList<>();
  private LoopBacklog backlog;
  private long watchTimer;
  private boolean stopped;

  /** The feed of a venue's partitions; nothing is read before {@link #start}. */
  public VenueFeed(Vertx vertx, Bus bus, int partitions, Reader reader) {
    this(vertx, bus, partitions, reader, System::nanoTime);
  }

  VenueFeed(Vertx vertx, Bus bus, int partitions, Reader reader, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.bus = bus;
    this.nanoTime = nanoTime;
    this.reader = reader;
    for (var partition = 0; partition < partitions; partition++) {
      lines.add(new Line(partition));
    }
  }

  /** Begins to read, on the calling event loop. */
  public void start() {
    backlog = new LoopBacklog(vertx.getOrCreateContext(), nanoTime, this::caughtUp);
    lines.forEach(Line::start);
    watchTimer = vertx.setPeriodic(WATCH_MS, tick -> lines.forEach(Line::watch));
  }

  /** Reads nothing more; the reader is told nothing after this call. */
  public Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(watchTimer);
    return Future.join(lines.stream().map(line -> line.consumer.unregister()).toList()).mapEmpty();
  }

  /** Whether every partition speaks without a gap: otherwise some books may be old. */
  public boolean isLive() {
    return lines.stream().allMatch(Line::isLive);
  }

  private void caughtUp() {
    LOG.warn("the venue's market data: more than a second behind, what waited was dropped");
    lines.stream().filter(line -> !line.sequence.isLive()).forEach(Line::requestSnapshot);
  }

  /** One partition of the venue. */
  private final class Line {
    private final int partition;
    private final SequencedLine<VenueMarketData> sequence = new SequencedLine<>(MAX_HELD);
    private MessageConsumer<VenueMarketData> consumer;
    private boolean requested;
    private long heardAtNanos;

    Line(int partition) {
      this.partition = partition;
    }

    boolean isLive() {
      return sequence.isLive() && !isSilent();
    }

    void start() {
      consumer = bus.subscribe(Addresses.venueMarketData(partition), this::heard);
      reader.down(partition, "awaits the venue's snapshot");
      requestSnapshot();
    }

    void watch() {
      if (isSilent()) {
        requestSnapshot();
      }
    }

    private boolean isSilent() {
      return nanoTime.getAsLong() - heardAtNanos > SILENT_NANOS;
    }

    private void heard(VenueMarketData data) {
      if (stopped) {
        return;
      }
      if (backlog.drops()) {
        reader.dropped(data);
        lose("more than a second behind the venue");
        return;
      }
      switch (sequence.offer(data.getEpoch(), data.getSeq(), data)) {
        case APPLY -> {
          heardAtNanos = nanoTime.getAsLong();
          reader.message(data);
        }
        case HELD -> requestSnapshot();
        case GAP -> {
          reader.leftOut(LeftOut.GAP);
          reader.down(partition, "missed messages of the venue");
          requestSnapshot();
        }
        case DUPLICATE -> reader.leftOut(LeftOut.DUPLICATE);
        case OUT_OF_ORDER -> reader.leftOut(LeftOut.OUT_OF_ORDER);
      }
    }

    private void lose(String why) {
      if (sequence.isLive()) {
        sequence.lose();
        reader.down(partition, why);
      }
    }

    /** Once, and not while what comes is dropped: the snapshot would be followed by a gap. */
    void requestSnapshot() {
      if (requested || stopped || backlog.isBehind()) {
        return;
      }
      requested = true;
      bus.<VenueMarketData>request(
              Addresses.venueSnapshot(partition),
              VenueSnapshotRequest.newBuilder().setPartition(partition).build())
          .onSuccess(this::recover)
          .onFailure(failure -> missed(failure.getMessage()));
    }

    private void recover(VenueMarketData snapshot) {
      requested = false;
      if (stopped || backlog.isBehind()) {
        return;
      }
      heardAtNanos = nanoTime.getAsLong();
      if (sequence.isNews(snapshot.getEpoch(), snapshot.getSeq())) {
        reader.snapshot(snapshot);
        sequence.recover(snapshot.getEpoch(), snapshot.getSeq()).forEach(reader::message);
      }
      if (sequence.isLive()) {
        reader.up(partition);
      } else {
        missed("the snapshot is older than what was held");
      }
    }

    private void missed(String why) {
      if (stopped) {
        return;
      }
      sequence.lose();
      reader.down(partition, why);
      requested = true;
      vertx
          .timer(RETRY_MS, TimeUnit.MILLISECONDS)
          .onSuccess(
              waited -> {
                requested = false;
                requestSnapshot();
              });
    }
  }
}
