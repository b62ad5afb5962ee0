package openbell.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real Postgres, Redis and Kafka as child processes of this JVM.
 *
 * <p>A server that dies is started again; all of them end within ten seconds of this JVM, however
 * it ends. Owns the data folder from {@link #start} to {@link #close}. All methods may be called
 * from any thread and block until done: never call them on an event loop.
 */
public final class EmbeddedStores implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedStores.class);

  private final StoresConfig config;
  private final DataFolder data;
  private final StoreEndpoints endpoints;
  private final List<SupervisedServer> servers;
  private boolean closed;

  private EmbeddedStores(
      StoresConfig config,
      DataFolder data,
      StoreEndpoints endpoints,
      List<SupervisedServer> servers) {
    this.config = config;
    this.data = data;
    this.endpoints = endpoints;
    this.servers = servers;
  }

  /**
   * Starts the servers at the same time and returns when all take requests.
   *
   * @throws StoresException when one cannot start; then none is left running
   */
  public static EmbeddedStores start(StoresConfig config) throws StoresException {
    Platform.require();
    var data = DataFolder.open(config.dataDir(), config.ephemeral());
    try {
      var stores = prepare(config, data);
      stores.startAll();
      return stores;
    } catch (StoresException e) {
      release(config, data);
      throw e;
    }
  }

  /**
   * One ephemeral set per JVM, started by the first call, closed when the JVM ends.
   *
   * @throws IllegalStateException when it cannot start
   */
  public static EmbeddedStores forTests() {
    return TestStores.shared();
  }

  public StoreEndpoints endpoints() {
    return endpoints;
  }

  /** The file, mode 0600, in which other processes of this user find the endpoints. */
  public Path endpointsFile() {
    return data.endpointsFile();
  }

  /** Stops the server cleanly; it stays down until {@link #restart}. */
  public void stop(Store store) {
    server(store).stop();
  }

  /** Kills the server's process (SIGKILL) and returns when it is gone; it comes back by itself. */
  public void kill(Store store) {
    server(store).kill();
  }

  /**
   * Stops the server where it runs and starts it, on the same port with the same data.
   *
   * @throws StoresException when it does not come up
   */
  public void restart(Store store) throws StoresException {
    server(store).stop();
    server(store).start();
  }

  /** True when the server's process runs and has been ready. */
  public boolean alive(Store store) {
    return servers.stream().anyMatch(server -> server.store() == store && server.alive());
  }

  /** Stops all servers cleanly and gives the data folder free, deleting it where ephemeral. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    stopAll();
    release(config, data);
  }

  private static EmbeddedStores prepare(StoresConfig config, DataFolder data)
      throws StoresException {
    int postgresPort = Ports.resolve(Store.POSTGRES, config.postgresPort(), 0);
    int redisPort = Ports.resolve(Store.REDIS, config.redisPort(), 0);
    int kafkaPort = Ports.resolve(Store.KAFKA, config.kafkaPort(), 1);
    var host = StoreEndpoints.LOOPBACK;
    var endpoints =
        new StoreEndpoints(
            new StoreEndpoints.Postgres(
                host,
                postgresPort,
                PostgresServer.DATABASE,
                PostgresServer.USER,
                data.password(Store.POSTGRES)),
            new StoreEndpoints.Redis(host, redisPort, data.password(Store.REDIS)),
            new StoreEndpoints.Kafka(host + ":" + kafkaPort));
    var servers =
        config.stores().stream()
            .sorted()
            .map(store -> new SupervisedServer(server(store, data, endpoints, kafkaPort)))
            .toList();
    return new EmbeddedStores(config, data, endpoints, servers);
  }

  private static StoreServer server(
      Store store, DataFolder data, StoreEndpoints endpoints, int kafkaPort) {
    return switch (store) {
      case POSTGRES ->
          new PostgresServer(data, endpoints.postgres().port(), endpoints.postgres().password());
      case REDIS -> new RedisServer(data, endpoints.redis().port(), endpoints.redis().password());
      case KAFKA -> new KafkaServer(data, kafkaPort);
    };
  }

  private void startAll() throws StoresException {
    try {
      Files.deleteIfExists(endpointsFile());
      for (var server : servers) {
        server.claim();
      }
      startInParallel();
      EndpointsFile.write(endpointsFile(), endpoints, config.stores());
    } catch (IOException e) {
      stopAll();
      throw StoresException.unwritable(data.root(), e);
    } catch (StoresException e) {
      stopAll();
      throw e;
    }
  }

  private void startInParallel() throws StoresException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var starts = new ArrayList<Future<?>>();
      for (var server : servers) {
        starts.add(
            executor.submit(
                () -> {
                  server.start();
                  return server.store();
                }));
      }
      for (var start : starts) {
        start.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoresException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoresException("The stores did not start: interrupted.", e);
    }
  }

  private void stopAll() {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      servers.forEach(server -> executor.execute(server::stop));
    }
    try {
      Files.deleteIfExists(endpointsFile());
    } catch (IOException e) {
      log.warn("{} stays: {}", endpointsFile(), e.toString());
    }
  }

  private static void release(StoresConfig config, DataFolder data) {
    try {
      if (config.ephemeral()) {
        data.delete();
      } else {
        data.close();
      }
    } catch (IOException e) {
      log.warn("The data folder {} was not given free cleanly: {}", data.root(), e.toString());
    }
  }

  private SupervisedServer server(Store store) {
    return servers.stream()
        .filter(server -> server.store() == store)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(store + " was not asked for"));
  }
}
