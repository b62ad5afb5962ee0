package openbell.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The servers' programs, unpacked once from the class path into a cache that all data folders
 * share: {@code -Dopenbell.home}, else {@code /var/cache/openbell} for root (whose home the
 * unprivileged user of Postgres could not enter), else {@code ~/.cache/openbell}; the data folder
 * where that cannot be written.
 *
 * <p>An entry appears by one atomic move, so that processes may unpack at the same time.
 */
final class Binaries {
  private static final String POSTGRES = "postgres-18.6.0";
  private static final String POSTGRES_ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final String REDIS = "redis-6.2.11";
  private static final String REDIS_PROGRAM = "/redis-server-6.2.6-v5-linux-amd64";

  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");

  private final Path home;

  private Binaries(Path home) {
    this.home = home;
  }

  static Binaries in(Path dataDir) throws IOException {
    var preferred = preferredHome();
    return new Binaries(
        preferred.isAbsolute() && isUsable(preferred)
            ? preferred
            : Files.createDirectories(dataDir.resolve("binaries")));
  }

  /** The folder that holds {@code bin/postgres} and {@code bin/initdb}. */
  Path postgres() throws IOException {
    return unpacked(
        POSTGRES,
        folder -> {
          try (var archive = open(POSTGRES_ARCHIVE);
              var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            untar(tar, folder);
          }
        });
  }

  /** The folder that holds {@code redis-server}. */
  Path redis() throws IOException {
    return unpacked(
        REDIS,
        folder -> {
          try (var program = open(REDIS_PROGRAM)) {
            var file = folder.resolve("redis-server");
            Files.copy(program, file);
            Files.setPosixFilePermissions(file, PROGRAM);
          }
        });
  }

  private interface Unpacking {
    void into(Path folder) throws IOException;
  }

  /** Not absolute where the user has no home: Java then calls it "?". */
  private static Path preferredHome() {
    var configured = System.getProperty("openbell.home", "");
    if (!configured.isBlank()) {
      return Path.of(configured).toAbsolutePath();
    }
    return Unprivileged.isRoot()
        ? Path.of("/var/cache/openbell")
        : Path.of(System.getProperty("user.home"), ".cache", "openbell");
  }

  /** True for a folder that can be written, or, as in an image, was filled before. */
  private static boolean isUsable(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      return false; // the caller has another place
    }
    return Files.isWritable(folder)
        || (Files.exists(folder.resolve(POSTGRES)) && Files.exists(folder.resolve(REDIS)));
  }

  private Path unpacked(String name, Unpacking unpacking) throws IOException {
    var target = home.resolve(name);
    if (Files.exists(target)) {
      return target;
    }
    var temporary = Files.createTempDirectory(home, name + "-");
    try {
      Files.setPosixFilePermissions(temporary, PROGRAM);
      unpacking.into(temporary);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      return target; // another process was first
    } finally {
      FileTree.delete(temporary);
    }
    return target;
  }

  private static InputStream open(String resource) throws IOException {
    var stream = Binaries.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IOException(resource + " is missing on the class path");
    }
    return new BufferedInputStream(stream, 1 << 16);
  }

  private static void untar(TarArchiveInputStream tar, Path folder) throws IOException {
    for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      var file = folder.resolve(entry.getName()).normalize();
      if (!file.startsWith(folder)) {
        throw new IOException(entry.getName() + " leaves the folder it is unpacked into");
      }
      write(tar, entry, file);
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      Files.setPosixFilePermissions(file, PROGRAM);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, file);
      Files.setPosixFilePermissions(file, (entry.getMode() & 0111) == 0 ? PLAIN : PROGRAM);
    }
  }
}
