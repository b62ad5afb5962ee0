package openbell.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How to run Postgres, which refuses to run as root.
 *
 * <p>For root: in a user namespace of its own, where the process has no rights but its files still
 * belong to it; where the kernel forbids that, as user 65534 (nobody), who must then own the data.
 * For any other user: as it is.
 *
 * @param prefix the words before the command
 * @param owner the number of the user that must own the data; empty for this process's own
 */
record Unprivileged(List<String> prefix, OptionalInt owner) {
  private static final int ROOT = 0;
  private static final int NOBODY = 65_534;

  static boolean isRoot() {
    try {
      return uid(Path.of("/proc/self")) == ROOT;
    } catch (IOException e) {
      return "root".equals(System.getProperty("user.name"));
    }
  }

  static Unprivileged detect() throws StoresException {
    if (!isRoot()) {
      return new Unprivileged(List.of(), OptionalInt.empty());
    }
    if (Command.succeeds("unshare", "-U", "true")) {
      return new Unprivileged(List.of("unshare", "-U"), OptionalInt.of(ROOT));
    }
    var setpriv =
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");
    var probe = new ArrayList<>(setpriv);
    probe.add("true");
    if (Command.succeeds(probe.toArray(String[]::new))) {
      return new Unprivileged(setpriv, OptionalInt.of(NOBODY));
    }
    throw new StoresException(
        "PostgreSQL refuses to run as root and neither unshare nor setpriv works here: start as an"
            + " ordinary user.");
  }

  List<String> command(List<String> words) {
    var all = new ArrayList<>(prefix);
    all.addAll(words);
    return all;
  }

  void requireReach(Path folder) throws StoresException, IOException {
    if (!reaches(folder)) {
      throw new StoresException(
          "The folder %s cannot be entered by the unprivileged user that PostgreSQL runs as: choose another data.dir or start as an ordinary user."
              .formatted(folder));
    }
  }

  boolean reaches(Path folder) throws IOException {
    return Command.run(Path.of("/"), command(List.of("test", "-x", folder.toString()))).ok();
  }

  /** Gives the folder to that user, where another run of root left it to the other one. */
  void takeOwnership(Path folder) throws IOException {
    if (owner.isPresent() && uid(folder) != owner.getAsInt()) {
      var command =
          List.of("chown", "-R", owner.getAsInt() + ":" + owner.getAsInt(), folder.toString());
      Command.run(Path.of("/"), command).requireOk();
    }
  }

  private static int uid(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:uid");
  }
}
