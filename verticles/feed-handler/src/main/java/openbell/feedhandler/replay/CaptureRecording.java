package openbell.feedhandler.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.capture.CaptureFile;
import openbell.feedhandler.domain.DepthLevels;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.session.FeedListener;
import openbell.model.Side;
import openbell.wire.capture.CaptureRecord;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Trade;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A capture of this platform as the feed of the symbols in it. */
final class CaptureRecording implements Recording {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureRecording.class);

  private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

  private final Path path;
  private final CaptureFile file;
  private final FeedDepth depth = new FeedDepth();
  private final TreeMap<String, Depth> skipped = new TreeMap<>();
  private List<CaptureRecord> block = List.of();
  private long midnightMicros;

  private CaptureRecording(Path path, CaptureFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Opens a capture where it holds the state at a time.
   *
   * @param from of the first day in it, UTC
   */
  static CaptureRecording open(Path path, LocalTime from) throws ReplayException {
    var recording = new CaptureRecording(path, CaptureFile.open(path));
    try {
      recording.seek(from);
      return recording;
    } catch (ReplayException corrupt) {
      recording.close();
      throw corrupt;
    }
  }

  private void seek(LocalTime from) throws ReplayException {
    var first = file.firstStamp();
    if (first.isPresent()) {
      midnightMicros = Math.floorDiv(first.getAsLong(), DAY_MICROS) * DAY_MICROS;
      file.seek(midnightMicros + TimeUnit.NANOSECONDS.toMicros(from.toNanoOfDay()));
    }
  }

  @Override
  public int read() throws ReplayException {
    block = file.read();
    if (file.isCutOff()) {
      LOG.warn("the capture {} is cut off: its last block is left out", path);
    }
    return block.size();
  }

  @Override
  public long timeNanos(int update) {
    return TimeUnit.MICROSECONDS.toNanos(block.get(update).getStamp() - midnightMicros);
  }

  @Override
  public void skip(int update) {
    var record = block.get(update);
    if (record.hasDepth()) {
      skipped.put(record.getDepth().getSymbol(), record.getDepth());
    }
  }

  @Override
  public void play(int update, long nowMicros, FeedListener listener) {
    skipped.values().forEach(said -> play(said, nowMicros, listener));
    skipped.clear();
    var record = block.get(update);
    switch (record.getUpdateCase()) {
      case DEPTH -> play(record.getDepth(), nowMicros, listener);
      case TRADE -> play(record.getTrade(), nowMicros, listener);
      case UPDATE_NOT_SET -> listener.rejected(Verdict.MALFORMED);
    }
  }

  private void play(Depth said, long nowMicros, FeedListener listener) {
    depth.begin(said.getSymbol(), nowMicros);
    fill(said.getBidsList(), depth.bids());
    fill(said.getAsksList(), depth.asks());
    listener.depth(depth);
  }

  private static void fill(List<PriceLevel> said, DepthLevels levels) {
    for (var level : said) {
      levels.add(level.getPx(), level.getQty());
    }
  }

  private static void play(Trade said, long nowMicros, FeedListener listener) {
    switch (said.getAggressor()) {
      case SIDE_BUY, SIDE_SELL ->
          listener.trade(
              new FeedTrade(
                  said.getSymbol(),
                  said.getPx(),
                  said.getQty(),
                  Side.of(said.getAggressor()),
                  nowMicros,
                  said.getTrdMatchId()));
      case SIDE_UNSPECIFIED, UNRECOGNIZED -> listener.rejected(Verdict.MALFORMED);
    }
  }

  @Override
  public void close() throws ReplayException {
    try {
      file.close();
    } catch (IOException unclosed) {
      throw new ReplayException("The capture " + path + " could not be closed.", unclosed);
    }
  }
}
