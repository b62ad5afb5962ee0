package openbell.venue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import openbell.venue.domain.MatchingEngine;
import openbell.wire.venue.EngineSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots as files: magic, version, length, CRC-32C, Protobuf. Written beside and moved into
 * place, so that a file is whole or absent. Each partition's file is its thread's.
 */
final class FileSnapshotStore implements SnapshotStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileSnapshotStore.class);
  private static final int MAGIC = 0x4F425653;
  private static final int VERSION = 2;

  private final Path folder;

  FileSnapshotStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<MatchingEngine> load(int partition, String topicId) {
    try {
      var wire = read(file(partition));
      if (wire.getPartition() != partition || !wire.getTopicId().equals(topicId)) {
        LOG.warn("the snapshot of venue partition {} is of another log, not used", partition);
        return Optional.empty();
      }
      var engine = MatchingEngine.restore(partition, SnapshotCodec.decode(wire));
      if (engine.stateHash() != wire.getStateHash()) {
        LOG.error("the snapshot of venue partition {} fails its hash, not used", partition);
        return Optional.empty();
      }
      return Optional.of(engine);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException | RuntimeException unusable) {
      LOG.warn("the snapshot of venue partition {} cannot be used", partition, unusable);
      return Optional.empty();
    }
  }

  @Override
  public void save(int partition, String topicId, MatchingEngine engine) {
    var wire =
        SnapshotCodec.encode(engine.snapshot()).toBuilder()
            .setPartition(partition)
            .setTopicId(topicId)
            .setStateHash(engine.stateHash())
            .build();
    var file = file(partition);
    var beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(folder);
      write(beside, wire.toByteArray());
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      LOG.warn("no snapshot of venue partition {}: {}", partition, failure.toString());
    }
  }

  private Path file(int partition) {
    return folder.resolve(partition + ".snapshot");
  }

  private static EngineSnapshot read(Path file) throws IOException {
    try (var in = new DataInputStream(Files.newInputStream(file))) {
      if (in.readInt() != MAGIC || in.readInt() != VERSION) {
        throw new IOException("not a snapshot of version " + VERSION);
      }
      int length = in.readInt();
      long checksum = in.readLong();
      var bytes = in.readAllBytes();
      if (bytes.length != length || checksum(bytes) != checksum) {
        throw new IOException("torn: " + bytes.length + " of " + length + " bytes, or damaged");
      }
      return EngineSnapshot.parseFrom(bytes);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (var out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.writeInt(bytes.length);
      out.writeLong(checksum(bytes));
      out.write(bytes);
    }
  }

  private static long checksum(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return crc.getValue();
  }
}
