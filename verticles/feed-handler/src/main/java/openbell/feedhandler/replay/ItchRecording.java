package openbell.feedhandler.replay;

import java.io.IOException;
import java.nio.file.Path;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.ItchMarket;
import openbell.feedhandler.session.FeedListener;
import openbell.model.itch.ItchMessage;

/**
 * An ITCH day as the feed of one market. A block is a copy of the messages in it, for they are read
 * and played on different threads.
 */
final class ItchRecording implements Recording {
  private static final int BLOCK = 512;
  private static final int LONGEST = 64;
  private static final int MAX_ORDERS = 1_000_000;

  private final ItchFile file;
  private final ItchMarket market;
  private final ItchMessage message = new ItchMessage();
  private final FeedDepth depth = new FeedDepth();
  private final byte[] bytes = new byte[BLOCK * LONGEST];
  private final int[] lengths = new int[BLOCK];
  private final long[] times = new long[BLOCK];
  private ReplayException failure;
  private long count;

  private ItchRecording(String mic, ItchFile file) {
    this.file = file;
    this.market = new ItchMarket(mic, MAX_ORDERS);
  }

  static ItchRecording open(Path path, String mic) throws ReplayException {
    return new ItchRecording(mic, ItchFile.open(path));
  }

  @Override
  public int read() throws ReplayException {
    if (failure != null) {
      throw failure;
    }
    var read = 0;
    try {
      while (read < BLOCK && file.next(message)) {
        lengths[read] = message.copyTo(bytes, read * LONGEST);
        times[read] = message.timestampNanos();
        read++;
      }
    } catch (ReplayException corrupt) {
      failure = corrupt;
      if (read == 0) {
        throw corrupt;
      }
    }
    return read;
  }

  @Override
  public long timeNanos(int update) {
    return times[update];
  }

  @Override
  public void skip(int update) {
    apply(update);
  }

  @Override
  public void play(int update, long nowMicros, FeedListener listener) {
    var effect = apply(update);
    var locate = message.stockLocate();
    switch (effect) {
      case TRADE, BOOK_AND_TRADE -> listener.trade(trade(locate, nowMicros));
      case BOOK, STATE, NONE, UNKNOWN_ORDER, DUPLICATE_ORDER, MALFORMED, FULL -> {}
    }
    tell(nowMicros, listener);
  }

  private ItchMarket.Effect apply(int update) {
    count++;
    // What the file gave out is valid.
    var _ = message.wrap(bytes, update * LONGEST, lengths[update]);
    return market.apply(message);
  }

  private void tell(long nowMicros, FeedListener listener) {
    market.drainChanged(
        locate -> {
          listener.depth(market.begin(locate, depth, nowMicros));
        });
  }

  private FeedTrade trade(int locate, long nowMicros) {
    return new FeedTrade(
        market.symbol(locate),
        market.tradePx(),
        market.tradeQty(),
        market.aggressor(),
        nowMicros,
        "replay-" + count);
  }

  @Override
  public void close() throws ReplayException {
    try {
      file.close();
    } catch (IOException unclosed) {
      throw new ReplayException("An ITCH recording could not be closed.", unclosed);
    }
  }
}
