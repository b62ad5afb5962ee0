package openbell.quotefanout.domain;

import static openbell.quotefanout.domain.FrameBytes.ascii;

import java.util.List;
import java.util.function.Function;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;

/**
 * One side of a depth under its short name (raw door) and its long one (bridge): at most twenty
 * levels, best first, {@code [["price","quantity"],..]}.
 */
final class DepthField {
  static final DepthField BIDS = new DepthField("bs", "bids", Depth::getBidsList);
  static final DepthField ASKS = new DepthField("as", "asks", Depth::getAsksList);

  private static final int MAX_LEVELS = 20;
  private static final byte[] BETWEEN = ascii("\",\"");

  private final byte[] shortKey;
  private final byte[] longKey;
  private final Function<Depth, List<PriceLevel>> levels;

  private DepthField(String brief, String full, Function<Depth, List<PriceLevel>> levels) {
    this.shortKey = ascii(",\"" + brief + "\":[");
    this.longKey = ascii(",\"" + full + "\":[");
    this.levels = levels;
  }

  void appendShort(Depth depth, FrameBytes out) {
    append(shortKey, depth, out);
  }

  void appendLong(Depth depth, FrameBytes out) {
    append(longKey, depth, out);
  }

  /** Appends the whole side under its short key if any of its levels is another than before. */
  void appendChange(Depth before, Depth now, FrameBytes out) {
    if (!levels.apply(before).equals(levels.apply(now))) {
      append(shortKey, now, out);
    }
  }

  private void append(byte[] key, Depth depth, FrameBytes out) {
    out.raw(key);
    var side = levels.apply(depth);
    var count = Math.min(side.size(), MAX_LEVELS);
    for (var i = 0; i < count; i++) {
      if (i > 0) {
        out.put(',');
      }
      var level = side.get(i);
      out.put('[').put('"').money(level.getPx()).raw(BETWEEN).number(level.getQty());
      out.put('"').put(']');
    }
    out.put(']');
  }
}
