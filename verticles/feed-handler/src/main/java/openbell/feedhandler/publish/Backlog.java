package openbell.feedhandler.publish;

import java.util.List;

/** What waits for a sink, the longest first, bounded. For one event loop. */
interface Backlog<T> {
  void add(T message);

  /** Takes back what was taken and could not be written, before what came since. */
  void putBack(List<T> messages);

  /** Removes and returns those that wait the longest, at most so many. */
  List<T> take(int atMost);

  int size();

  /** How many were dropped since the last call. */
  int takeDropped();
}
