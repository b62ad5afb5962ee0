package openbell.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One feed line whose messages carry (epoch, seq), seq rising by one: says which message may be
 * applied, holds back what comes while a snapshot is awaited (the newest, bounded), and goes on
 * from the snapshot.
 *
 * @param <M> the line's message
 */
public final class SequencedLine<M> {
  /** What to do with a message. */
  public enum Outcome {
    /** Apply it: it is the next one. */
    APPLY,
    /** It is kept until the snapshot that is awaited. */
    HELD,
    /** It is kept; something before it is missing: ask for a snapshot. */
    GAP,
    DUPLICATE,
    OUT_OF_ORDER
  }

  private record Held<M>(long epoch, long seq, M message) {}

  private final int maxHeld;
  private final Deque<Held<M>> held = new ArrayDeque<>();
  private long epoch;
  private long seq;
  private boolean live;

  /** A line that awaits its first snapshot. */
  public SequencedLine(int maxHeld) {
    this.maxHeld = maxHeld;
  }

  /** Whether messages are applied as they come: no snapshot is awaited. */
  public boolean isLive() {
    return live;
  }

  /** Takes the next message that was received. */
  public Outcome offer(long messageEpoch, long messageSeq, M message) {
    if (isOlder(messageEpoch, messageSeq)) {
      return Outcome.OUT_OF_ORDER;
    }
    if (!live) {
      hold(messageEpoch, messageSeq, message);
      return Outcome.HELD;
    }
    if (messageEpoch == epoch && messageSeq == seq) {
      return Outcome.DUPLICATE;
    }
    if (messageEpoch == epoch && messageSeq == seq + 1) {
      seq = messageSeq;
      return Outcome.APPLY;
    }
    live = false;
    hold(messageEpoch, messageSeq, message);
    return Outcome.GAP;
  }

  /** What comes from now on is held: the line's owner does not answer. */
  public void lose() {
    live = false;
  }

  /** Whether a snapshot tells what the line does not know yet. */
  public boolean isNews(long snapshotEpoch, long snapshotSeq) {
    return !live || (!isOlder(snapshotEpoch, snapshotSeq) && !isAt(snapshotEpoch, snapshotSeq));
  }

  /**
   * Goes on from a snapshot: returns what was held and follows it, to be applied after it. Where
   * something is still missing the line stays unlive and the rest is held for the next snapshot.
   */
  public List<M> recover(long snapshotEpoch, long snapshotSeq) {
    epoch = snapshotEpoch;
    seq = snapshotSeq;
    live = true;
    var following = new ArrayList<M>();
    while (live && !held.isEmpty()) {
      var next = held.peekFirst();
      if (isOlder(next.epoch, next.seq) || isAt(next.epoch, next.seq)) {
        held.removeFirst();
      } else if (next.epoch == epoch && next.seq == seq + 1) {
        held.removeFirst();
        seq = next.seq;
        following.add(next.message);
      } else {
        live = false;
      }
    }
    return following;
  }

  private boolean isOlder(long otherEpoch, long otherSeq) {
    return otherEpoch < epoch || (otherEpoch == epoch && otherSeq < seq);
  }

  private boolean isAt(long otherEpoch, long otherSeq) {
    return otherEpoch == epoch && otherSeq == seq;
  }

  private void hold(long messageEpoch, long messageSeq, M message) {
    if (held.size() == maxHeld) {
      held.removeFirst();
    }
    held.addLast(new Held<>(messageEpoch, messageSeq, message));
  }
}
