package openbell.launcher;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import openbell.embedded.StoresException;
import openbell.runtime.Config;
import openbell.runtime.Fault;
import openbell.runtime.Node;

/**
 * A subcommand's work on the stores: on those that run, else on stores started for its time. The
 * process's event bus is its own, never the cluster's.
 */
final class StoreTask {
  private StoreTask() {}

  /**
   * Runs the work after the migrations and returns its exit code.
   *
   * @throws LaunchException with one sentence if the stores or the work fail
   */
  static int run(Config config, Function<Node, Future<Integer>> work) throws StoresException {
    var alone = config.with("cluster.enabled", "false");
    try (var stores = Stores.openOrStart(alone)) {
      var node = await(Node.start(alone, stores.endpoints()));
      try {
        new Preparation(node).run();
        return await(work.apply(node));
      } finally {
        await(node.close());
      }
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException failure) {
      var fault = Fault.of(failure.getCause());
      throw new LaunchException(fault.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LaunchException("Interrupted.");
    }
  }
}
