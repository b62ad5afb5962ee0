package openbell.quotefanout;

import static openbell.quotefanout.domain.JsonBytes.ascii;

import java.util.OptionalLong;
import openbell.quotefanout.domain.JsonBytes;
import openbell.quotefanout.domain.Watchlist;

/**
 * The frames of {@code openbell.v1.json} that are written each window, put together in the loop's
 * bytes without an allocation. On its socket's event loop.
 */
final class RawFrames {
  private static final int PREFIX_ROOM = 32;
  private static final int LARGEST_FRAGMENT = 4_096;
  private static final byte[] QUOTES = ascii("{\"type\":\"quotes\",\"d\":[");
  private static final byte[] SNAPSHOT = ascii("{\"type\":\"snapshot\",\"d\":[");
  private static final byte[] END = ascii("]}");
  private static final byte[] HEARTBEAT = ascii("{\"type\":\"heartbeat\",\"n\":");
  private static final byte[] TIME = ascii(",\"ts\":");
  private static final byte[] ACCOUNT = ascii(",\"account\":");
  private static final byte[] LAST = ascii(",\"last\":{");

  private final FrameSink sink;
  private final JsonBytes out;

  /**
   * Frames for a socket.
   *
   * @param out the loop's bytes, which every socket of it uses in turn
   */
  RawFrames(FrameSink sink, JsonBytes out) {
    this.sink = sink;
    this.out = out;
  }

  /** Adds a heartbeat, with the account's newest event where the client follows one. */
  void addHeartbeat(long number, long micros, OptionalLong account) {
    beginHeartbeat(number, micros, account);
    endHeartbeat();
  }

  /** As {@link #addHeartbeat}, with the newest seq of each symbol watched. */
  void addHeartbeat(long number, long micros, OptionalLong account, Watchlist list) {
    beginHeartbeat(number, micros, account);
    list.appendSeqs(out.raw(LAST));
    out.put('}');
    endHeartbeat();
  }

  private void beginHeartbeat(long number, long micros, OptionalLong account) {
    out.clear(0).raw(HEARTBEAT).number(number).raw(TIME).number(micros);
    if (account.isPresent()) {
      out.raw(ACCOUNT).number(account.getAsLong());
    }
  }

  private void endHeartbeat() {
    out.put('}');
    sink.text(out.array(), 0, out.length());
  }

  /** Adds one frame of what changed from an index on; returns where the next one starts, or -1. */
  int addQuotes(Watchlist list, int first) {
    out.clear(PREFIX_ROOM);
    var onlySnapshots = list.append(first, out);
    var index = list.nextChanged(first + 1);
    while (index >= 0 && out.length() < FrameSink.MAX_PAYLOAD - LARGEST_FRAGMENT) {
      onlySnapshots &= list.append(index, out.put(','));
      index = list.nextChanged(index + 1);
    }
    out.raw(END);
    var from = out.prefix(onlySnapshots ? SNAPSHOT : QUOTES, PREFIX_ROOM);
    sink.text(out.array(), from, out.length());
    return index;
  }
}
