package openbell.feedhandler.domain;

/**
 * How a side differs from what it was when this was last taken: the levels from the best on that
 * stand, then some that changed, then a run that stands too, if at other places, then the rest. A
 * side that one order changed is such: whoever has encoded it encodes a level or two again. Two
 * changes without a taking between them keep no run. For one thread.
 */
public final class LevelsEdit {
  private boolean isEdited;
  private int standing;
  private int runFrom;
  private int runTo;
  private int runLength;

  /** A side of which nothing was taken yet. */
  LevelsEdit() {
    replaced();
  }

  /** The side becomes another; false if that has the same levels. */
  boolean note(DepthLevels before, DepthLevels after) {
    var same = after.sameFrom(0, before, 0);
    if (same == after.size() && same == before.size()) {
      return false;
    }
    if (isEdited) {
      standing = Math.min(standing, same);
      runLength = 0;
    } else {
      isEdited = true;
      standing = same;
      findRun(before, after);
    }
    return true;
  }

  /** Nothing stands. */
  void replaced() {
    isEdited = true;
    standing = 0;
    runLength = 0;
  }

  /** Behind the first level that differs: it has another quantity, is new, or has gone. */
  private void findRun(DepthLevels before, DepthLevels after) {
    runLength = 0;
    if (standing == Math.min(before.size(), after.size())) {
      return;
    }
    var px = after.px(standing);
    var isResized = px == before.px(standing);
    var isNew =
        !isResized && standing + 1 < after.size() && after.px(standing + 1) == before.px(standing);
    runFrom = isNew ? standing : standing + 1;
    runTo = isResized || isNew ? standing + 1 : standing;
    runLength = after.sameFrom(runTo, before, runFrom);
  }

  /** What is there now is known: changes count from here. */
  public void take() {
    isEdited = false;
  }

  /** Whether anything differs. */
  public boolean isEdited() {
    return isEdited;
  }

  /** How many levels stand, from the best on. */
  public int standing() {
    return standing;
  }

  /** Where the run that stands began before. */
  public int runFrom() {
    return runFrom;
  }

  /** Where the run that stands begins now. */
  public int runTo() {
    return runTo;
  }

  /** How many levels the run has; with 0 all behind the {@link #standing} ones may be others. */
  public int runLength() {
    return runLength;
  }
}
