package openbell.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Optional;
import openbell.embedded.EmbeddedStores;
import openbell.embedded.Store;
import openbell.embedded.StoresConfig;
import openbell.embedded.StoresException;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where this process's stores come from: its own children, another process's, or external. */
final class Stores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);
  private static final String ENDPOINTS = "endpoints.json";

  private final Endpoints endpoints;
  private final Optional<EmbeddedStores> embedded;

  private Stores(Endpoints endpoints, Optional<EmbeddedStores> embedded) {
    this.endpoints = endpoints;
    this.embedded = embedded;
  }

  /**
   * Opens the stores.
   *
   * @param embed whether to run them as children of this process
   */
  static Stores open(Config config, boolean embed) throws StoresException {
    if (config.flag("stores.external")) {
      return new Stores(external(config), Optional.empty());
    }
    if (embed) {
      var running = EmbeddedStores.start(storesConfig(config));
      return new Stores(Endpoints.read(running.endpointsFile()), Optional.of(running));
    }
    var file = config.dataDir().resolve(ENDPOINTS);
    if (!Files.exists(file)) {
      throw new LaunchException(
          "No process runs the stores of "
              + config.dataDir()
              + " ("
              + ENDPOINTS
              + " is missing); start one with --roles stores.");
    }
    return new Stores(Endpoints.read(file), Optional.empty());
  }

  /** For subcommands: those that run, else started for the time being. */
  static Stores openOrStart(Config config) throws StoresException {
    return open(config, !isInUse(config.dataDir()) && !config.flag("stores.external"));
  }

  Endpoints endpoints() {
    return endpoints;
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedStores::close);
  }

  /** Whether a process holds the data folder: it has its lock file locked. */
  private static boolean isInUse(Path dataDir) {
    var file = dataDir.resolve("lock");
    if (!Files.exists(file)) {
      return false;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      return lock == null;
    } catch (IOException unreadable) {
      throw new LaunchException("The lock of the data folder " + dataDir + " cannot be read.");
    }
  }

  private static StoresConfig storesConfig(Config config) {
    if (config.flag("data.ephemeral")) {
      LOG.info("the data folder is temporary");
    }
    return new StoresConfig(
        config.dataDir(),
        config.integer("postgres.port"),
        config.integer("redis.port"),
        config.integer("kafka.port"),
        config.flag("data.ephemeral"),
        EnumSet.allOf(Store.class));
  }

  private static Endpoints external(Config config) {
    return new Endpoints(
        new Endpoints.Postgres(
            config.string("postgres.host"),
            config.integer("postgres.port"),
            config.string("postgres.database"),
            config.string("postgres.user"),
            config.string("postgres.password")),
        new Endpoints.Redis(
            config.string("redis.host"),
            config.integer("redis.port"),
            config.string("redis.password")),
        new Endpoints.Kafka(config.string("kafka.bootstrap")));
  }
}
