package openbell.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The folder of all data: one process at a time, one version of its layout.
 *
 * <p>Holds {@code VERSION}, {@code lock}, {@code logs/}, a folder per store, the passwords and
 * {@code endpoints.json}. Owned by one {@link EmbeddedStores}; any thread.
 */
final class DataFolder implements AutoCloseable {
  /** Layout of this folder, then what decides whether the servers can read their own files. */
  static final String VERSION = "openbell-data 1 postgres 18";

  private static final String EPHEMERAL_VERSION = VERSION + " ephemeral";
  private static final long LEAST_FREE_BYTES = 96L << 20;
  private static final int PASSWORD_BYTES = 24;

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Makes the folder where it is missing, locks it and checks version and space.
   *
   * @param ephemeral true for data that {@link #delete} takes away: never those of another run
   */
  static DataFolder open(Path path, boolean ephemeral) throws StoresException {
    try {
      Files.createDirectories(path);
      // Without links: servers of an earlier run are found by their real working folder.
      return opened(path.toRealPath(), ephemeral);
    } catch (IOException e) {
      throw StoresException.unwritable(path, e);
    }
  }

  Path root() {
    return root;
  }

  Path store(Store store) {
    return root.resolve(store.key());
  }

  Path log(String name) {
    return root.resolve("logs").resolve(name + ".log");
  }

  Path endpointsFile() {
    return root.resolve("endpoints.json");
  }

  /** The store's password, generated the first time and kept. */
  String password(Store store) throws StoresException {
    var file = root.resolve(store.key() + ".password");
    try {
      if (!Files.exists(file)) {
        var random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        FileTree.writePrivate(file, HexFormat.of().formatHex(random));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw StoresException.unwritable(root, e);
    }
  }

  /** Deletes the folder with all it holds, then gives its name free. */
  void delete() throws IOException {
    try (this) {
      FileTree.delete(root);
    }
  }

  /** Gives the folder free for another process. */
  @Override
  public void close() throws IOException {
    try (channel) {
      lock.release();
    }
  }

  private static DataFolder opened(Path root, boolean ephemeral)
      throws IOException, StoresException {
    var folder = lock(root);
    try {
      if (ephemeral) {
        folder.claimEphemeral();
      } else {
        folder.claimKept();
      }
      folder.checkSpace();
      FileTree.privateFolder(root.resolve("logs"));
      return folder;
    } catch (IOException | StoresException e) {
      folder.close();
      throw e;
    }
  }

  private static DataFolder lock(Path root) throws IOException, StoresException {
    var file = root.resolve("lock");
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var lock = tryLock(channel);
    if (lock.isEmpty()) {
      var holder = readPid(channel);
      channel.close();
      throw new StoresException(
          "The data folder " + root + " is in use by another process" + holder + ".");
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap(
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
    return new DataFolder(root, channel, lock.get());
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // held by this JVM
    }
  }

  private static String readPid(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(20);
    channel.read(bytes, 0);
    var pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    return pid.isBlank() ? "" : " (pid " + pid + ")";
  }

  private void claimKept() throws IOException, StoresException {
    var found = version();
    if (found.isPresent() && !found.get().equals(VERSION)) {
      throw otherVersion("'" + found.get() + "'");
    }
    if (found.isEmpty() && Files.exists(store(Store.POSTGRES))) {
      throw otherVersion("unknown");
    }
    writeVersion(VERSION);
  }

  /** Takes a new folder, or what a killed run left of an ephemeral one. */
  private void claimEphemeral() throws IOException, StoresException {
    if (!isEmpty() && !version().equals(Optional.of(EPHEMERAL_VERSION))) {
      throw new StoresException(
          "The data folder %s is not empty and data.ephemeral would delete it: choose another data.dir."
              .formatted(root));
    }
    for (var store : Store.values()) {
      FileTree.delete(store(store));
    }
    writeVersion(EPHEMERAL_VERSION);
  }

  private boolean isEmpty() throws IOException {
    try (var entries = Files.newDirectoryStream(root, entry -> !entry.endsWith("lock"))) {
      return !entries.iterator().hasNext();
    }
  }

  private Optional<String> version() throws IOException {
    var file = root.resolve("VERSION");
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  private void writeVersion(String version) throws IOException {
    if (!version().equals(Optional.of(version))) {
      FileTree.writePrivate(root.resolve("VERSION"), version + "\n");
    }
  }

  private StoresException otherVersion(String found) {
    return new StoresException(
        "The data folder %s is of another version (%s, this program needs '%s'): choose another data.dir."
            .formatted(root, found, VERSION));
  }

  private void checkSpace() throws IOException, StoresException {
    if (Files.getFileStore(root).getUsableSpace() < LEAST_FREE_BYTES) {
      throw StoresException.diskFull(root);
    }
  }
}
