package openbell.feedhandler.publish;

import java.util.List;

/** What waits for a sink: bounded; what must go is dropped and counted. For one event loop. */
interface Backlog<T> {
  void add(T message);

  /** Takes back what was taken and could not be written, before what came since. */
  void putBack(List<T> messages);

  /** Removes and returns the oldest, at most so many. */
  List<T> take(int max);

  int size();

  /** How many were dropped since the last call; what a newer one replaced is not among them. */
  int takeDropped();
}
