package openbell.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals to processes; one to a process that has ended does nothing. */
final class Signals {
  private Signals() {}

  /**
   * Sends a signal.
   *
   * @param name without SIG, e.g. {@code KILL}
   */
  static void send(String name, long pid) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
