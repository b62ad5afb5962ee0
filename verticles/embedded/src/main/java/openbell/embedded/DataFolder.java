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

  /** Makes the folder where it is missing, locks it and checks version and space. */
  static DataFolder open(Path root) throws StoresException {
    try {
      Files.createDirectories(root);
      var folder = lock(root);
      try {
        folder.checkVersion();
        folder.checkSpace();
        Files.createDirectories(root.resolve("logs"));
        return folder;
      } catch (IOException | StoresException e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      throw StoresException.unwritable(root, e);
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

  /** Gives the folder free for another process. */
  @Override
  public void close() throws IOException {
    try (channel) {
      lock.release();
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

  private void checkVersion() throws IOException, StoresException {
    var file = root.resolve("VERSION");
    if (Files.exists(file)) {
      var found = Files.readString(file).strip();
      if (!found.equals(VERSION)) {
        throw otherVersion("'" + found + "'");
      }
    } else if (Files.exists(store(Store.POSTGRES)) || Files.exists(store(Store.KAFKA))) {
      throw otherVersion("unknown");
    } else {
      FileTree.writePrivate(file, VERSION + "\n");
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
