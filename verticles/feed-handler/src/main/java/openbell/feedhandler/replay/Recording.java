package openbell.feedhandler.replay;

import openbell.feedhandler.session.FeedListener;

/**
 * A recording as a session plays it: opened and read on a worker thread, block by block; each block
 * played on the feed handler's event loop before the next is read. Owned by its session.
 */
interface Recording extends AutoCloseable {
  /**
   * Reads the next block and says how many updates it holds; 0 at the end. What stands before a
   * corrupt place is given out first.
   *
   * @throws ReplayException with one sentence at a place that cannot be read
   */
  int read() throws ReplayException;

  /** When an update of the block was recorded, nanoseconds; never falls over the recording. */
  long timeNanos(int update);

  /**
   * Plays an update of the block, in order.
   *
   * @param nowMicros the stamp that it gets: the recorded one is of another day
   */
  void play(int update, long nowMicros, FeedListener listener);

  /** Plays an update that only builds the state up to the time at which the playing begins. */
  void skip(int update);

  @Override
  void close() throws ReplayException;
}
