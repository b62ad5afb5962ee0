package openbell.launcher;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import openbell.embedded.StoresException;
import openbell.runtime.Config;
import openbell.runtime.HttpServerVerticle;
import openbell.runtime.ManagementVerticle;
import openbell.runtime.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process of the platform: the stores if they are its role, the node, and the verticles of its
 * roles. Started and closed by the main thread.
 */
final class Platform {
  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
  private static final long CLOSE_SECONDS = 10;

  private final Config config;
  private final Set<Role> roles;
  private final Stores stores;
  private final Node node;
  private final Deque<String> deployments = new ArrayDeque<>();
  private HttpServerVerticle http;
  private ManagementVerticle management;

  private Platform(Config config, Set<Role> roles, Stores stores, Node node) {
    this.config = config;
    this.roles = roles;
    this.stores = stores;
    this.node = node;
  }

  /**
   * Starts a process and returns when its verticles are deployed; {@link #awaitReady} says when it
   * can be used.
   *
   * @throws LaunchException with one sentence if it cannot start
   */
  static Platform start(Config config) throws StoresException {
    var roles = Role.parse(config.list("roles"));
    var stores = Stores.open(config, roles.contains(Role.STORES));
    if (roles.equals(EnumSet.of(Role.STORES))) {
      return new Platform(config, roles, stores, null);
    }
    try {
      var node = await(Node.start(config, stores.endpoints()), "The node");
      var platform = new Platform(config, roles, stores, node);
      platform.deploy();
      return platform;
    } catch (RuntimeException failure) {
      stores.close();
      throw failure;
    }
  }

  /** Nanoseconds since this JVM started. */
  static long uptimeNanos() {
    return TimeUnit.MILLISECONDS.toNanos(ManagementFactory.getRuntimeMXBean().getUptime());
  }

  Config config() {
    return config;
  }

  /** The port of REST and streams, if this process serves them. */
  OptionalInt httpPort() {
    return http == null ? OptionalInt.empty() : OptionalInt.of(http.actualPort());
  }

  /** The port of health and metrics, if this process serves them. */
  OptionalInt managementPort() {
    return management == null ? OptionalInt.empty() : OptionalInt.of(management.actualPort());
  }

  /** Waits, without end, until every role is ready and every instrument has a reference price. */
  void awaitReady() throws InterruptedException {
    if (node != null) {
      new Readiness(node).await();
    }
  }

  /** Drains and ends everything that was started; safe to call once from any thread. */
  void close() {
    if (node != null) {
      endNode();
    }
    stores.close();
  }

  /** The doors first, then the verticles against the order of their start, then the clients. */
  private void endNode() {
    var ended = Future.<Void>succeededFuture();
    for (var deployment : deployments) {
      ended = ended.eventually(() -> node.vertx().undeploy(deployment));
    }
    try {
      ended
          .eventually(node::close)
          .toCompletionStage()
          .toCompletableFuture()
          .get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException late) {
      LOG.warn("the node did not end cleanly: {}", late.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void deploy() {
    management = new ManagementVerticle(node);
    bound(node.vertx().deployVerticle(management), "management.port");
    new Preparation(node).run();
    node.follow();
    var mounts = Role.mounts(roles, node);
    for (var role : roles) {
      for (var verticle : role.verticles(node)) {
        deployments.push(await(node.vertx().deployVerticle(verticle), "The role " + role));
      }
    }
    if (!mounts.isEmpty()) {
      serveHttp(mounts);
    }
  }

  private void serveHttp(java.util.List<openbell.runtime.HttpMount.Factory> mounts) {
    var loops = config.integer("http.eventLoops");
    var instances = loops > 0 ? loops : Runtime.getRuntime().availableProcessors();
    var port = config.integer("http.port");
    var compression = config.integer("http.webSocketCompression");
    bound(
        node.vertx()
            .deployVerticle(
                () -> {
                  var instance = new HttpServerVerticle(mounts, port).compressing(compression);
                  http = instance;
                  return instance;
                },
                new DeploymentOptions().setInstances(instances)),
        "http.port");
  }

  private void bound(Future<String> deployment, String portKey) {
    try {
      deployments.push(deployment.toCompletionStage().toCompletableFuture().get());
    } catch (ExecutionException failure) {
      endNode();
      throw isTaken(failure.getCause())
          ? new LaunchException(
              "The port " + config.string(portKey) + " (" + portKey + ") is taken.")
          : new LaunchException("The server of " + portKey + " failed: " + failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LaunchException("Interrupted.");
    }
  }

  /** Native transports have a bind failure of their own, which is no BindException. */
  private static boolean isTaken(Throwable failure) {
    return failure instanceof IOException
        && String.valueOf(failure.getMessage()).contains("Address already in use");
  }

  private static <T> T await(Future<T> future, String what) {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException failure) {
      LOG.error("{} failed to start", what, failure.getCause());
      throw new LaunchException(what + " failed to start: " + failure.getCause() + ".");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LaunchException("Interrupted.");
    }
  }
}
