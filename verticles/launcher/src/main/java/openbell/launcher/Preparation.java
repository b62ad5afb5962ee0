package openbell.launcher;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import openbell.runtime.Fault;
import openbell.runtime.KafkaTopics;
import openbell.runtime.Migrations;
import openbell.runtime.Node;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings schemas and topics to where the verticles need them, before any of them starts. A store
 * that is away is waited for, visibly in health; the main thread blocks.
 */
final class Preparation {
  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
  private static final long RETRY_SECONDS = 1;

  /** In the order in which they may refer to each other's functions. */
  private static final List<String> SCHEMAS =
      List.of("runtime", "ledger", "orders", "risk", "gateway");

  private final Node node;

  Preparation(Node node) {
    this.node = node;
  }

  /** Postgres and Kafka beside each other: a start waits for the slower of them alone. */
  void run() {
    var topics =
        new FutureTask<Void>(
            () ->
                untilDone(
                    "topics", () -> KafkaTopics.ensure(node.endpoints().kafka(), node.config())),
            null);
    Thread.ofPlatform().daemon().name("topics").start(topics);
    for (var schema : SCHEMAS) {
      untilDone("schema-" + schema, () -> Migrations.run(node.endpoints().postgres(), schema));
    }
    await(topics);
  }

  private static void await(Future<Void> step) {
    try {
      step.get();
    } catch (ExecutionException failure) {
      throw new LaunchException("Kafka has not the topics: " + failure.getCause() + ".");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LaunchException("Interrupted.");
    }
  }

  private void untilDone(String part, Runnable step) {
    while (!tried(part, step)) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(RETRY_SECONDS));
    }
    node.health().remove(part);
  }

  private boolean tried(String part, Runnable step) {
    try {
      step.run();
      return true;
    } catch (FlywayException failure) {
      if (!isStoreAway(failure)) {
        throw new LaunchException("The database cannot be migrated: " + failure.getMessage());
      }
      return notYet(part, failure);
    } catch (Fault failure) {
      return notYet(part, failure);
    }
  }

  private static boolean isStoreAway(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      // Class 08: connection exceptions; 57P0x: the server is starting or stopping.
      if (cause instanceof java.sql.SQLException sql
          && sql.getSQLState() != null
          && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P0"))) {
        return true;
      }
    }
    return false;
  }

  private boolean notYet(String part, RuntimeException failure) {
    LOG.warn("{} is not ready: {}", part, failure.getMessage());
    node.health().down(part, String.valueOf(failure.getMessage()));
    return false;
  }
}
