package openbell.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one server running: a server that ends although it is wanted is started again, after 0.1 s,
 * then 0.2 s and so on up to 5 s.
 *
 * <p>Any thread. The lock is held while a server starts, so that two starts never overlap; a stop
 * in that time is seen by the start, which gives up.
 */
final class SupervisedServer {
  private static final Logger log = LoggerFactory.getLogger(SupervisedServer.class);

  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

  private final StoreServer server;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile boolean wanted;
  private volatile Optional<ChildProcess> child = Optional.empty();

  SupervisedServer(StoreServer server) {
    this.server = server;
  }

  Store store() {
    return server.store();
  }

  /** Waits for servers of an earlier run to end, then refuses where a port is taken. */
  void claim() throws StoresException {
    try {
      Leftovers.clear(server.folder(), server.program());
      for (int port : server.ports()) {
        Ports.requireFree(server.store(), port);
      }
    } catch (IOException e) {
      throw StoresException.failedStart(server.store(), server.folder(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Starts the server and waits until it is ready. Nothing to do where it runs. */
  void start() throws StoresException {
    lock.lock();
    try {
      wanted = true;
      if (!alive()) {
        launch();
      }
    } catch (StoresException e) {
      wanted = false;
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Stops the server cleanly, for good. */
  void stop() {
    wanted = false;
    lock.lock();
    try {
      child.ifPresent(ChildProcess::stop);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** SIGKILL, and waits for the end; the server is still wanted and comes back by itself. */
  void kill() {
    child.ifPresent(ChildProcess::kill);
  }

  boolean alive() {
    return child.map(ChildProcess::alive).orElse(false);
  }

  private void launch() throws StoresException {
    claim();
    try {
      server.prepare();
      var started = server.spawn();
      try {
        awaitReady(started);
      } catch (StoresException | IOException | InterruptedException e) {
        started.stop();
        throw e;
      }
      child = Optional.of(started);
      var thread = Thread.ofVirtual().name("recover-" + store().key());
      started.onExit(() -> thread.start(() -> recover(started)));
    } catch (IOException e) {
      throw StoresException.failedStart(store(), server.folder(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void awaitReady(ChildProcess started)
      throws StoresException, IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (!server.ready()) {
      if (!wanted) {
        throw new StoresException(store().title() + " was stopped while it started.");
      }
      if (started.endsWithin(POLL)) {
        throw failure("ended with exit code " + started.exitCode());
      }
      if (System.nanoTime() > deadline) {
        throw failure("was not ready within " + READY_WITHIN.toSeconds() + " s");
      }
    }
  }

  /** Runs on a thread of its own for each end of a server that had been ready. */
  private void recover(ChildProcess ended) {
    lock.lock();
    try {
      var backoff = FIRST_BACKOFF;
      while (wanted && child.filter(current -> current == ended).isPresent()) {
        log.warn(
            "{} ended with exit code {}; starting it again in {} ms",
            store().title(),
            ended.exitCode(),
            backoff.toMillis());
        awaitBackoff(backoff);
        backoff = longer(backoff);
        if (wanted && !alive()) {
          relaunch();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Waits, with the lock given up meanwhile; a stop cuts it short. */
  private void awaitBackoff(Duration backoff) throws InterruptedException {
    long remaining = backoff.toNanos();
    while (wanted && remaining > 0) {
      remaining = changed.awaitNanos(remaining);
    }
  }

  private static Duration longer(Duration backoff) {
    var doubled = backoff.multipliedBy(2);
    return doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
  }

  private void relaunch() {
    try {
      launch();
      log.info("{} is back", store().title());
    } catch (StoresException e) {
      log.warn("{}", e.getMessage());
    }
  }

  private StoresException failure(String what) throws IOException {
    var tail = LogTail.read(server.log());
    if (StoresException.saysDiskFull(tail.text())) {
      return StoresException.diskFull(server.folder());
    }
    return new StoresException(
        "%s %s: %s (log: %s).".formatted(store().title(), what, tail.tellingLine(), server.log()));
  }

  private StoresException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new StoresException(store().title() + " did not start: interrupted.", e);
  }
}
