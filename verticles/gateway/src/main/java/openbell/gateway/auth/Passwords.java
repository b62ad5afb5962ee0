package openbell.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import openbell.runtime.Fault;

/**
 * Hashes and checks passwords on two threads of their own, with a bounded queue: what is beyond it
 * is refused at once. Thread-safe.
 */
public final class Passwords {
  private static final int THREADS = 2;
  private static final int MAX_WAITING = 64;

  private final WorkerExecutor workers;
  private final AtomicInteger waiting = new AtomicInteger();

  public Passwords(Vertx vertx) {
    this.workers = vertx.createSharedWorkerExecutor("gateway-passwords", THREADS);
  }

  /** The PHC string of a new password. */
  public Future<String> hash(String password) {
    return bounded(() -> PasswordHash.of(password).toPhc());
  }

  /** Whether a password is the one of a PHC string; without one always false, and as late. */
  Future<Boolean> matches(Optional<String> phc, String password) {
    return bounded(
        () -> {
          var matches = phc.map(PasswordHash::parse).orElse(PasswordHash.NOBODYS).matches(password);
          return matches && phc.isPresent();
        });
  }

  private <T> Future<T> bounded(Callable<T> work) {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return Future.failedFuture(
          Fault.unavailable("system.overloaded", "Too many log-ins at once.", null));
    }
    return workers.executeBlocking(work, false).onComplete(done -> waiting.decrementAndGet());
  }
}
