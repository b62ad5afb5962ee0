package openbell.feedhandler.replay;

import openbell.feedhandler.capture.CaptureFile;

/** A recording that is played without the platform. Blocks the thread that runs it. */
public sealed interface Replay permits LobsterReplay, ItchReplay, CaptureReplay {

  /**
   * The recording in a file: a capture or ITCH if it begins like one, else LOBSTER. Reads a few
   * bytes.
   */
  static Replay of(ReplayPlan plan) {
    if (CaptureFile.isCapture(plan.file())) {
      return new CaptureReplay(plan);
    }
    return ItchFile.isItch(plan.file()) ? new ItchReplay(plan) : new LobsterReplay(plan);
  }

  /**
   * Plays the file to its end. What was counted up to a failure stays in {@link #summary}.
   *
   * @throws ReplayException with one sentence if the file is cut off or corrupt
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void run() throws ReplayException, InterruptedException;

  /** A few lines for a person: what was played so far. */
  String summary();
}
