package openbell.launcher;

import java.io.PrintStream;
import java.util.Locale;

/** What the platform prints when it is ready (CONTRACT.md, section 1). */
final class ReadyLine {
  private static final String PASSWORD = "openbell-demo";

  private ReadyLine() {}

  static void print(PrintStream out, Platform platform, long elapsedNanos) {
    var seconds = String.format(Locale.ROOT, "%.1f", elapsedNanos / 1e9);
    var where =
        platform.httpPort().isPresent()
            ? "http://localhost:" + platform.httpPort().getAsInt()
            : "without http";
    out.println("openbell ready " + where + " in " + seconds + " s");
    if (platform.httpPort().isPresent() && platform.config().flag("demo.users")) {
      for (var trader = 1; trader <= 5; trader++) {
        out.println("trader" + trader + "@openbell.test " + PASSWORD);
      }
      out.println("admin@openbell.test " + PASSWORD);
      out.println("auditor@openbell.test " + PASSWORD);
    }
    platform.managementPort().ifPresent(port -> out.println("management http://127.0.0.1:" + port));
    out.flush();
  }
}
