package openbell.feedhandler.publish;

import java.util.Arrays;
import openbell.feedhandler.domain.DepthLevels;
import openbell.feedhandler.domain.LevelsEdit;
import openbell.feedhandler.domain.ReadAhead;
import openbell.wire.marketdata.PriceLevel;

/**
 * The levels of one side as they were last encoded, one behind the other: those that stand keep
 * their bytes. For one thread.
 */
final class EncodedSide {
  private static final int SPARE = 64;
  // Bytes of a line of the cache.
  private static final int LINE = 64;

  private final int field;
  // Where each level's bytes begin, and where the last one's end.
  private final int[] starts = new int[DepthLevels.CAPACITY + 1];
  private byte[] bytes = {};
  private int levels;

  /**
   * A side without levels.
   *
   * @param field the number of the depth's field that has them
   */
  EncodedSide(int field) {
    this.field = field;
  }

  /** Encodes what changed since the last call, which takes the edit. */
  void encode(DepthLevels side, LevelsEdit edit, WireWriter writer) {
    if (!edit.isEdited()) {
      return;
    }
    if (edit.runLength() == 0) {
      encodeFrom(edit.standing(), side, writer);
    } else {
      moveRun(side, edit, writer);
      encodeFrom(edit.runTo() + edit.runLength(), side, writer);
    }
    levels = side.size();
    edit.take();
  }

  /** Encodes the level before the run, if there is one, and moves the run behind it. */
  private void moveRun(DepthLevels side, LevelsEdit edit, WireWriter writer) {
    writer.begin();
    for (var level = edit.standing(); level < edit.runTo(); level++) {
      write(level, side, writer);
    }
    var at = starts[edit.standing()];
    var runFrom = starts[edit.runFrom()];
    var runTo = at + writer.length();
    var runBytes = starts[edit.runFrom() + edit.runLength()] - runFrom;
    reserve(runTo + runBytes);
    System.arraycopy(bytes, runFrom, bytes, runTo, runBytes);
    writer.copyTo(bytes, at);
    moveStarts(edit, runTo - runFrom);
  }

  private void moveStarts(LevelsEdit edit, int byBytes) {
    if (edit.runFrom() == edit.runTo() && byBytes == 0) {
      return;
    }
    System.arraycopy(starts, edit.runFrom(), starts, edit.runTo(), edit.runLength() + 1);
    for (var i = edit.runTo(); i <= edit.runTo() + edit.runLength(); i++) {
      starts[i] += byBytes;
    }
  }

  /** Encodes a level, whose place stands, and all behind it. */
  private void encodeFrom(int first, DepthLevels side, WireWriter writer) {
    writer.begin();
    var at = starts[first];
    for (var level = first; level < side.size(); level++) {
      write(level, side, writer);
      starts[level + 1] = at + writer.length();
    }
    reserve(at + writer.length());
    writer.copyTo(bytes, at);
  }

  private void write(int level, DepthLevels side, WireWriter writer) {
    writer.pair(
        field,
        PriceLevel.PX_FIELD_NUMBER,
        side.px(level),
        PriceLevel.QTY_FIELD_NUMBER,
        side.qty(level));
  }

  /** Reads something of each line of the processor's cache, for {@link ReadAhead}. */
  long read() {
    var end = starts[levels];
    var sum = (long) end;
    for (var at = 0; at < end; at += LINE) {
      sum += bytes[at];
    }
    return sum;
  }

  private void reserve(int length) {
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, length + SPARE);
    }
  }

  /** Writes them at a place; the place after them. */
  int writeTo(byte[] into, int at) {
    System.arraycopy(bytes, 0, into, at, starts[levels]);
    return at + starts[levels];
  }
}
