package openbell.feedhandler.vendor;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.session.FeedListener;
import openbell.model.Symbol;

/**
 * The sequence check of a vendor's stream: everything once at the beginning, then message by
 * message; at a gap, everything again. Runs on the feed's event loop.
 */
final class VendorStream implements VendorReceiver {
  /** The only line of a session. */
  static final int LINE = 0;

  private static final int MAX_SYMBOLS = 50_000;
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The means to mend a stream; they return at once. */
  interface Link {
    /** Asks for everything. */
    void askForAll();

    /** Gives the connection up and makes a new one. */
    void reconnect();
  }

  private enum Phase {
    /** Everything is awaited. */
    LOST,
    /** Everything is being told. */
    FILLING,
    LIVE
  }

  private final FeedListener listener;
  private final Link link;
  private final Set<String> mics;
  private final LongSupplier nanos;
  private final Set<String> told = new HashSet<>();
  private Phase phase = Phase.LOST;
  private String stream = "";
  private long seq;
  private long heardAt;
  private long askedAt;

  /**
   * A stream that has said nothing.
   *
   * @param mics the markets whose symbols are told; others are passed over
   * @param nanos a clock that never runs backwards
   */
  VendorStream(FeedListener listener, Link link, Set<String> mics, LongSupplier nanos) {
    this.listener = listener;
    this.link = link;
    this.mics = mics;
    this.nanos = nanos;
    this.heardAt = nanos.getAsLong();
    this.askedAt = heardAt;
  }

  /** A connection was made: it begins with everything. */
  void connected() {
    heardAt = nanos.getAsLong();
    askedAt = heardAt;
    phase = Phase.LOST;
  }

  /** The connection is gone or cannot be made. */
  void disconnected(String why) {
    phase = Phase.LOST;
    listener.lineDown(LINE, why);
  }

  /** Looks, a few times a second, for silence. */
  void tick() {
    var now = nanos.getAsLong();
    if (now - heardAt > SILENT_NANOS) {
      heardAt = now;
      disconnected("silent for 2 s");
      link.reconnect();
    } else if (phase == Phase.LOST) {
      ask();
    }
  }

  /** Where to go on after a pause: {@code stream:seq}, empty if everything is needed. */
  String position() {
    return phase == Phase.LIVE ? stream + ":" + seq : "";
  }

  @Override
  public void begin(String newStream, long newSeq) {
    heardAt = nanos.getAsLong();
    phase = Phase.FILLING;
    stream = newStream;
    seq = newSeq;
    told.clear();
  }

  @Override
  public void book(FeedDepth book, long bookSeq) {
    heardAt = nanos.getAsLong();
    if (phase == Phase.FILLING) {
      if (isWanted(book.symbol()) && told.size() < MAX_SYMBOLS && told.add(book.symbol())) {
        listener.snapshot(book);
      }
    } else if (isNext(bookSeq) && isWanted(book.symbol())) {
      listener.depth(book);
    }
  }

  @Override
  public void trade(FeedTrade trade, long tradeSeq) {
    heardAt = nanos.getAsLong();
    if (isNext(tradeSeq) && isWanted(trade.symbol())) {
      listener.trade(trade);
    }
  }

  @Override
  public void end(long endSeq) {
    heardAt = nanos.getAsLong();
    if (phase == Phase.FILLING && endSeq == seq) {
      phase = Phase.LIVE;
      listener.snapshotEnd(LINE, Set.copyOf(told));
      listener.lineUp(LINE);
    }
  }

  @Override
  public void heartbeat(long lastSeq) {
    heardAt = nanos.getAsLong();
    if (phase == Phase.LIVE && lastSeq > seq) {
      lost("missed messages of the vendor");
    }
  }

  /** A message that cannot be read is a message that is missing. */
  @Override
  public void malformed() {
    listener.rejected(Verdict.MALFORMED);
    if (phase != Phase.LOST) {
      lost("a message of the vendor cannot be read");
    }
  }

  private boolean isNext(long messageSeq) {
    if (phase != Phase.LIVE) {
      return false;
    }
    if (messageSeq <= seq) {
      listener.rejected(Verdict.DUPLICATE);
      return false;
    }
    if (messageSeq != seq + 1) {
      lost("missed messages of the vendor");
      return false;
    }
    seq = messageSeq;
    return true;
  }

  private void lost(String why) {
    phase = Phase.LOST;
    listener.rejected(Verdict.GAP);
    listener.lineDown(LINE, why);
    ask();
  }

  /** At most once a second: everything is much. */
  private void ask() {
    var now = nanos.getAsLong();
    if (now - askedAt >= ASK_NANOS) {
      askedAt = now;
      link.askForAll();
    }
  }

  private boolean isWanted(String symbol) {
    return mics.contains(Symbol.of(symbol).mic());
  }
}
