package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.concurrent.TimeUnit;

/** Asks Postgres and Redis each second whether they answer, and says so in health. */
final class StoreWatch {
  private static final long PERIOD_MS = 1_000;
  private static final long TIMEOUT_MS = 2_000;

  private final Node node;

  StoreWatch(Node node) {
    this.node = node;
  }

  void start() {
    watch("postgres", () -> node.shards().reference().query("SELECT 1").execute());
    watch("redis", () -> node.redis().send(Request.cmd(Command.PING)));
  }

  private void watch(String part, java.util.function.Supplier<Future<?>> ask) {
    ask.get()
        .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .onSuccess(answer -> node.health().up(part))
        .onFailure(failure -> node.health().down(part, String.valueOf(failure.getMessage())))
        .onComplete(
            asked ->
                node.vertx()
                    .timer(PERIOD_MS, TimeUnit.MILLISECONDS)
                    .onSuccess(waited -> watch(part, ask)));
  }
}
