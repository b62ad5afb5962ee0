package openbell.embedded;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * What to run and where. Immutable.
 *
 * @param dataDir the folder of all data, logs and passwords; made absolute
 * @param postgresPort a loopback port, 0 for any free one
 * @param redisPort a loopback port, 0 for any free one
 * @param kafkaPort a loopback port, 0 for any free one; Kafka's controller listens on the next one
 * @param ephemeral true to delete the data folder at close
 * @param stores the servers to run; never empty
 */
public record StoresConfig(
    Path dataDir,
    int postgresPort,
    int redisPort,
    int kafkaPort,
    boolean ephemeral,
    Set<Store> stores) {
  public static final int DEFAULT_POSTGRES_PORT = 15432;
  public static final int DEFAULT_REDIS_PORT = 16379;
  public static final int DEFAULT_KAFKA_PORT = 19092;

  private static final int HIGHEST_PORT = 65_535;

  public StoresConfig {
    dataDir = dataDir.toAbsolutePath().normalize();
    requirePort(postgresPort, HIGHEST_PORT, Store.POSTGRES);
    requirePort(redisPort, HIGHEST_PORT, Store.REDIS);
    requirePort(kafkaPort, HIGHEST_PORT - 1, Store.KAFKA);
    if (stores.isEmpty()) {
      throw new IllegalArgumentException("at least one store must be chosen");
    }
    stores = Set.copyOf(stores);
  }

  /** All three on the default ports, data kept. */
  public static StoresConfig at(Path dataDir) {
    return new StoresConfig(
        dataDir,
        DEFAULT_POSTGRES_PORT,
        DEFAULT_REDIS_PORT,
        DEFAULT_KAFKA_PORT,
        false,
        EnumSet.allOf(Store.class));
  }

  /** All three on free ports, data deleted at close: for tests. */
  public static StoresConfig ephemeral(Path dataDir) {
    return new StoresConfig(dataDir, 0, 0, 0, true, EnumSet.allOf(Store.class));
  }

  /** The same with other stores. */
  public StoresConfig only(Set<Store> chosen) {
    return new StoresConfig(dataDir, postgresPort, redisPort, kafkaPort, ephemeral, chosen);
  }

  private static void requirePort(int port, int highest, Store store) {
    if (port < 0 || port > highest) {
      throw new IllegalArgumentException(
          store.key() + ".port must be from 0 to " + highest + ", not " + port);
    }
  }
}
