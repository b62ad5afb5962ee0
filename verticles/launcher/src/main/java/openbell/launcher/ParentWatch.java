package openbell.launcher;

/**
 * Ends this process when its parent ends, if {@code -Dopenbell.endWithParent=true}: a SIGTERM or
 * SIGKILL to Maven would otherwise leave the platform behind.
 */
final class ParentWatch {
  private static final int TERMINATED = 143;

  private ParentWatch() {}

  static void startIfAsked() {
    if (!Boolean.getBoolean("openbell.endWithParent")) {
      return;
    }
    var parent = ProcessHandle.current().parent();
    parent.ifPresent(
        process ->
            Thread.ofPlatform()
                .daemon()
                .name("parent-watch")
                .start(
                    () -> {
                      process.onExit().join();
                      System.exit(TERMINATED);
                    }));
  }
}
