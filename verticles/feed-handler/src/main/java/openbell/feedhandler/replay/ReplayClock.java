package openbell.feedhandler.replay;

import java.util.concurrent.TimeUnit;

/** The clock that paces a replay on its own thread; a test gives its own. */
interface ReplayClock {
  ReplayClock SYSTEM =
      new ReplayClock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void await(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  /** As {@link System#nanoTime}. */
  long nanoTime();

  /** Returns when so much time has passed. */
  void await(long nanos) throws InterruptedException;
}
